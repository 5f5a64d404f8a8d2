package io.fedbackup.planning.validation;

import org.jspecify.annotations.Nullable;

/**
 * That a validation shall start.
 *
 * @param attempt how many failed one after the other before it
 * @param requestedAt value of annotation {@code fedbackup.io/requested-at} that it serves; null if
 *     there is none
 * @param after what it follows: the Job before it, or the time of the last known result; empty for
 *     the first
 */
public record ValidationStart(int attempt, @Nullable String requestedAt, String after) {}
