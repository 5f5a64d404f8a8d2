/**
 * What the agent tells its caller: the result as JSON, cut to what a kubelet keeps of a termination
 * message, and free of tokens.
 *
 * <p>Must not know how a result came about.
 */
@NullMarked
package io.fedbackup.agent.result;

import org.jspecify.annotations.NullMarked;
