/**
 * How a cluster proves that it can use a backup location: the agent's Job, when it is due, what it
 * came to. Pure: renders and reads Kubernetes objects, knows no client. What comes from a cluster
 * is input: it is bounded and believed only for that cluster.
 */
@NullMarked
package io.fedbackup.planning.validation;

import org.jspecify.annotations.NullMarked;
