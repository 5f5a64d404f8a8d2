/**
 * Where documents come from: a directory, or a commit read from a bare Git mirror without a
 * checkout. Owns JGit and credentials; knows nothing of YAML or of Kubernetes.
 */
@NullMarked
package io.fedbackup.gitsync.source;

import org.jspecify.annotations.NullMarked;
