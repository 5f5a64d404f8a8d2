package io.fedbackup.agent;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * What a verb takes from its process.
 *
 * @param variables the environment
 * @param clock tells the time
 * @param executor runs steps that may hang; the process ends without waiting for them
 */
record Surroundings(Map<String, String> variables, InstantSource clock, ExecutorService executor) {}
