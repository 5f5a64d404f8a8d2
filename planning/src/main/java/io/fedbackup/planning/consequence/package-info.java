/**
 * What a change of intent does to the fleet: protection that begins or ends, Stork resources that
 * come or go, backups that retention would erase. Pure: compares two intents, and knows no client.
 */
@NullMarked
package io.fedbackup.planning.consequence;

import org.jspecify.annotations.NullMarked;
