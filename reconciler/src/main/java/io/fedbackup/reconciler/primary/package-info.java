/**
 * How reconcilers of all kinds watch our own objects on the backup cluster. Must not know any one
 * kind.
 */
@NullMarked
package io.fedbackup.reconciler.primary;

import org.jspecify.annotations.NullMarked;
