/** What a GitSync may not ask for. Pure; knows no client and no Git. */
@NullMarked
package io.fedbackup.planning.sync;

import org.jspecify.annotations.NullMarked;
