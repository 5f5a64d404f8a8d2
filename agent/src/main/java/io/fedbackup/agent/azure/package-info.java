/**
 * Azure: the workload's identity as the pod's environment gives it, the blob container, and what
 * the answers of Entra ID and of Blob Storage mean.
 *
 * <p>The only package that knows Azure's libraries. Must not know the verbs nor the command line.
 */
@NullMarked
package io.fedbackup.agent.azure;

import org.jspecify.annotations.NullMarked;
