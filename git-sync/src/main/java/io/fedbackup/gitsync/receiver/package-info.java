/**
 * The endpoint that Git servers call on push: HTTP, authenticity, and which ref was pushed. A call
 * can do nothing but ask for a look at the repository. Knows nothing of Kubernetes, nor of Git.
 */
@NullMarked
package io.fedbackup.gitsync.receiver;

import org.jspecify.annotations.NullMarked;
