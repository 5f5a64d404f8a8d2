@NullMarked
package io.fedbackup.reconciler.app;

import org.jspecify.annotations.NullMarked;
