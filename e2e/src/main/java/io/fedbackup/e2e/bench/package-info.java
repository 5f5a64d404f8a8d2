/**
 * Benchmarks: times beside a ceiling measured in the same run, and counts of API requests, which
 * have no noise. Never a gate.
 */
@NullMarked
package io.fedbackup.e2e.bench;

import org.jspecify.annotations.NullMarked;
