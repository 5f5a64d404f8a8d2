package io.fedbackup.planning.stork;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run of a schedule, for Stork's own list of runs.
 *
 * @param name name of the ApplicationBackup
 * @param startedAt when it began
 * @param finishedAt when it ended; null while it runs, or when nobody knows
 * @param status in Stork's words, for example {@code Successful}
 */
public record PastRun(
    String name, Instant startedAt, @Nullable Instant finishedAt, String status) {}
