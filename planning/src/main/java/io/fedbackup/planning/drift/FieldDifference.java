package io.fedbackup.planning.drift;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One field that is not as wanted.
 *
 * @param path where, for example {@code spec.suspend} or {@code
 *     metadata.labels["fedbackup.io/installation"]}
 * @param want compact JSON of what is wanted, at most 256 characters; null when the field should
 *     not be there; {@code "(hidden)"} for the data of a Secret and for fields that by their name
 *     hold a credential
 * @param have compact JSON of what is there, in the same form; null when the field is missing
 * @param manager the field manager that wrote it last, null when the server does not say. It names
 *     a program, not a person.
 * @param changedAt when that manager wrote last, null when the server does not say
 */
public record FieldDifference(
    String path,
    @Nullable String want,
    @Nullable String have,
    @Nullable String manager,
    @Nullable Instant changedAt) {}
