/**
 * The structural schemas of custom resource definitions, compiled once for validation and
 * comparison. Pure; knows no client.
 */
@NullMarked
package io.fedbackup.gitsync.schema;

import org.jspecify.annotations.NullMarked;
