/**
 * What a verb needs of an object store, in terms of no particular cloud: the operations, and the
 * reasons why they fail.
 *
 * <p>Must not know any cloud's library, the command line or the result's format.
 */
@NullMarked
package io.fedbackup.agent.store;

import org.jspecify.annotations.NullMarked;
