package io.fedbackup.reconciler.cluster;

import io.fedbackup.reconciler.remote.Contact;
import java.time.Instant;
import java.util.Optional;

/**
 * What one reconciliation found.
 *
 * @param verdict what it comes to
 * @param contact how the last attempt to reach the cluster went
 * @param replaced whether another cluster than the known one answered, unconfirmed
 * @param facts what it shows of Stork, if that is known
 * @param locations its backup locations
 * @param lastContact last sign of life in this process
 * @param credentialsEnd when the credentials end, if they tell
 */
record Observation(
    Verdict verdict,
    Contact contact,
    boolean replaced,
    Optional<StorkFacts> facts,
    ClusterLocations locations,
    Optional<Instant> lastContact,
    Optional<Instant> credentialsEnd) {}
