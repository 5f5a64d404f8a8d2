package io.fedbackup.planning.outcome;

import io.fedbackup.planning.reason.Reason;

/**
 * What a condition of a kind's own says, before generation and transition time are known.
 *
 * @param type UpperCamelCase, for example {@code StorkReady}
 * @param message may be empty when the status is {@code TRUE}
 */
public record Fact(String type, ConditionStatus status, Reason reason, String message) {}
