/**
 * The reasons that conditions, cluster states and Events give, each with its meaning and its
 * remedy. The reference documentation is generated from here. Pure; knows neither kinds nor
 * clients.
 */
@NullMarked
package io.fedbackup.planning.reason;

import org.jspecify.annotations.NullMarked;
