/**
 * From our kinds to Stork's resources: what is written to application clusters, and what is refused
 * because Stork cannot do it. Every document comes from a generated model, so that no field has a
 * wrong JSON type, and holds neither null nor empty collections. Pure; knows no client.
 */
@NullMarked
package io.fedbackup.planning.stork;

import org.jspecify.annotations.NullMarked;
