/**
 * The CEL rules of the definitions, evaluated without an API server. Knows no client; the only
 * package that knows the CEL library.
 */
@NullMarked
package io.fedbackup.gitsync.cel;

import org.jspecify.annotations.NullMarked;
