/** Writes Kubernetes Events about our objects. Must not know what is reported. */
@NullMarked
package io.fedbackup.reconciler.event;

import org.jspecify.annotations.NullMarked;
