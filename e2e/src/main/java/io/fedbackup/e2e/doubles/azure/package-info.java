/**
 * Stand-ins for Azure: Entra ID with Resource Manager, and authorization in front of a blob store.
 *
 * <p>Owns one tenant's state (identities, federated credentials, role assignments, storage
 * accounts) and the endpoints that show it. Must not know Kubernetes, Stork, or the product.
 */
@NullMarked
package io.fedbackup.e2e.doubles.azure;

import org.jspecify.annotations.NullMarked;
