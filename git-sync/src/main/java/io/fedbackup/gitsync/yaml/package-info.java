/**
 * Strict reading of YAML from bytes to JSON values that remember where each one stands. Everything
 * is bounded. Pure; knows neither Git nor Kubernetes.
 */
@NullMarked
package io.fedbackup.gitsync.yaml;

import org.jspecify.annotations.NullMarked;
