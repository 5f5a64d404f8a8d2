package io.fedbackup.reconciler.remote;

/**
 * Where Stork lives on a cluster, defaults filled in.
 *
 * @param namespace namespace of Stork's Deployment and service account; agent Jobs run there
 * @param serviceAccountName service account that Stork runs as
 * @param adminNamespace namespace that Stork resources are written to
 */
public record StorkSettings(String namespace, String serviceAccountName, String adminNamespace) {}
