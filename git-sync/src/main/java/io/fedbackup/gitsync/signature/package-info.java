/**
 * Signatures on commits and tags: who made them, and whether that counts. Knows BouncyCastle's
 * OpenPGP and SSHD's keys; neither JGit nor Kubernetes. Nothing here is JVM-wide.
 */
@NullMarked
package io.fedbackup.gitsync.signature;

import org.jspecify.annotations.NullMarked;
