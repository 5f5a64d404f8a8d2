/**
 * What differs between an object as it is wanted and as it is, without asking a server: the live
 * object's managedFields say what is ours; and how a DriftReport keeps what was found. Works on
 * JSON trees; knows no kind but that one, and no client.
 */
@NullMarked
package io.fedbackup.planning.drift;

import org.jspecify.annotations.NullMarked;
