package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.reconciler.drift.DriftBook;
import io.fedbackup.reconciler.drift.DriftReporter;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.instruction.LeftBehindLedger;
import io.fedbackup.reconciler.status.StatusWriter;

/**
 * What the reconciler of schedules works with on the backup cluster.
 *
 * @param client makes Backups
 * @param statuses writes statuses
 * @param events writes Events
 * @param drift reports drift
 * @param book is told of what is too much
 * @param left remembers what a removal leaves on a cluster
 */
public record ScheduleTools(
    KubernetesClient client,
    StatusWriter statuses,
    EventWriter events,
    DriftReporter drift,
    DriftBook book,
    LeftBehindLedger left) {}
