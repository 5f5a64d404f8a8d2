package io.fedbackup.planning.stork;

import org.jspecify.annotations.Nullable;

/**
 * Names of the Stork objects that a backup refers to on a cluster.
 *
 * @param location Stork's BackupLocation
 * @param preRule Stork's Rule to run before, or null
 * @param postRule Stork's Rule to run after, or null
 */
public record References(String location, @Nullable String preRule, @Nullable String postRule) {}
