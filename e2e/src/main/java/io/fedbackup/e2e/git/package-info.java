/** Git servers and working copies for scenarios and the demo. Knows nothing of Kubernetes. */
@NullMarked
package io.fedbackup.e2e.git;

import org.jspecify.annotations.NullMarked;
