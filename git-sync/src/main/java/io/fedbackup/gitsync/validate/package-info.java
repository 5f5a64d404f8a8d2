/**
 * Whether a set of documents may be applied: kinds, fields, values, references, meaning. Pure;
 * knows neither the Kubernetes client nor JGit.
 */
@NullMarked
package io.fedbackup.gitsync.validate;

import org.jspecify.annotations.NullMarked;
