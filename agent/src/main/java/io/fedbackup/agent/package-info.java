/**
 * The agent's command line: reads options and environment, wires one verb to one cloud, writes the
 * result, and decides the exit code.
 *
 * <p>The agent runs inside an application cluster as a Job whose pod is made like Stork's pod: same
 * service account, same projected token, same environment. What it finds therefore holds for Stork.
 * It must not know any Kubernetes client, nor the other modules of the product; its whole contract
 * is its options, its environment, its exit code and the termination message.
 *
 * <p>Verbs are subcommands. A further verb is a further command class beside {@link
 * io.fedbackup.agent.ValidateCommand}; a further cloud is a further implementation of {@link
 * io.fedbackup.agent.store.ObjectStore}.
 *
 * <p>A validation takes seconds, of which starting the JVM and loading Azure's libraries is the
 * larger part. An image starts it with {@code -XX:+UseSerialGC -XX:TieredStopAtLevel=1
 * -XX:+UseCompactObjectHeaders} and an AOT cache, recorded at build time by one run with {@code
 * -XX:AOTCacheOutput=agent.aot} and used with {@code -XX:AOTCache=agent.aot}.
 */
@NullMarked
package io.fedbackup.agent;

import org.jspecify.annotations.NullMarked;
