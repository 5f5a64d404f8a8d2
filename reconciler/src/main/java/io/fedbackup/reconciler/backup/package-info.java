/**
 * Backups: on demand, made once on one cluster; and those that mirror what a schedule made there.
 * Talks to clusters only through {@code remote}.
 */
@NullMarked
package io.fedbackup.reconciler.backup;

import org.jspecify.annotations.NullMarked;
