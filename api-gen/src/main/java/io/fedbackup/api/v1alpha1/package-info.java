/**
 * The kinds of group {@code fedbackup.io}, version {@code v1alpha1}: the product's interface. The
 * CRDs are generated from these classes. Knows nothing of clients, planning or reconciling.
 */
@NullMarked
package io.fedbackup.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
