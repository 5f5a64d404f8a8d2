/**
 * What a cluster's report of a backup means for us: its phase, what is kept of it, and what is done
 * next. What a cluster reports is input: strings are cut, lists bounded, times checked. Pure; knows
 * no client.
 */
@NullMarked
package io.fedbackup.planning.backup;

import org.jspecify.annotations.NullMarked;
