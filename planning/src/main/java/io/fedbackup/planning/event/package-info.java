/**
 * What is told to people as Kubernetes Events: their content and their deterministic names, so that
 * one happening is one Event however often it is written. Pure; knows no client.
 */
@NullMarked
package io.fedbackup.planning.event;

import org.jspecify.annotations.NullMarked;
