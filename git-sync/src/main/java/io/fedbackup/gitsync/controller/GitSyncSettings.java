package io.fedbackup.gitsync.controller;

import io.fedbackup.gitsync.source.GitRemote;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Start options of the controller.
 *
 * @param namespace of git-sync itself, for its Lease
 * @param health host and port that health and metrics are served at
 * @param receiver host and port that Git servers call at
 * @param cache folder for mirrors; may be lost
 * @param urls which repository URLs are accepted
 * @param syncsAtOnce GitSyncs that are worked on at the same time
 * @param requestsAtOnce writes under way at the same time, per GitSync
 * @param watches on what GitSyncs have applied, at most
 * @param leaseDuration after which another replica takes over
 */
public record GitSyncSettings(
    String namespace,
    String health,
    String receiver,
    Path cache,
    GitRemote.Allow urls,
    int syncsAtOnce,
    int requestsAtOnce,
    int watches,
    Duration leaseDuration) {}
