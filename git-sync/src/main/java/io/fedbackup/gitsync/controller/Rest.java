package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.validate.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state after a sync that applied everything: until it is time to look at the repository again,
 * or somebody asks for it, what differs is compared with just this.
 *
 * @param revision what is applied
 * @param wanted its documents
 * @param asked what the GitSync asked for then
 * @param until when the repository is looked at again
 */
record Rest(String revision, List<Manifest> wanted, Asked asked, Instant until) {

  /** All of a GitSync that makes it look at the repository when it changes. */
  record Asked(@Nullable Long generation, String requested, String confirmed) {
    static Asked of(GitSync sync) {
      Map<String, String> annotations =
          Objects.requireNonNullElse(sync.getMetadata().getAnnotations(), Map.of());
      return new Asked(
          sync.getMetadata().getGeneration(),
          annotations.getOrDefault(Annotations.REQUESTED_AT, ""),
          annotations.getOrDefault(Annotations.CONFIRM, ""));
    }
  }

  /** Whether the GitSync has still the spec that this was applied for. */
  boolean isOf(GitSync sync) {
    return Objects.equals(asked.generation(), sync.getMetadata().getGeneration());
  }

  /** Whether the repository need not be looked at now. */
  boolean holds(GitSync sync, Instant now) {
    return now.isBefore(until) && asked.equals(Asked.of(sync));
  }
}
