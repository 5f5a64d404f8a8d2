/**
 * Reports to a Git server how a commit fared: which request each kind of server wants, and sending
 * it. A token goes to the API of the repository's own host, or to the address that stands beside it
 * in its Secret, and nowhere else. Knows nothing of Kubernetes.
 */
@NullMarked
package io.fedbackup.gitsync.commitstatus;

import org.jspecify.annotations.NullMarked;
