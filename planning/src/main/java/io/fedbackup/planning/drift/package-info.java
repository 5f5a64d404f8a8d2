/**
 * What differs between an object as it is wanted and as it is, without asking a server: the live
 * object's managedFields say what is ours. Works on JSON trees; knows no kind and no client.
 */
@NullMarked
package io.fedbackup.planning.drift;

import org.jspecify.annotations.NullMarked;
