/** A schedule on its whole fleet: what its runs and its clusters come to. Pure; knows no client. */
@NullMarked
package io.fedbackup.planning.schedule;

import org.jspecify.annotations.NullMarked;
