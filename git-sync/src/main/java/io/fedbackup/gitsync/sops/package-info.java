/**
 * Secrets that SOPS has encrypted for age keys: recognizing them, and decrypting them in memory.
 * Owns the age library. Knows nothing of Kubernetes clients, nor of files; nothing here prints,
 * logs or quotes what a Secret holds.
 */
@NullMarked
package io.fedbackup.gitsync.sops;

import org.jspecify.annotations.NullMarked;
