/**
 * Doubles: stand-ins for real things that cannot run in the test bed, and what they share.
 *
 * <p>Owns the HTTPS server that all of them use. A double is as strict as the real thing where it
 * matters to the product, and its Javadoc says what it keeps and what it leaves out. Doubles must
 * not know the product: neither its API classes nor its planning, so that their judgement is
 * independent.
 */
@NullMarked
package io.fedbackup.e2e.doubles;

import org.jspecify.annotations.NullMarked;
