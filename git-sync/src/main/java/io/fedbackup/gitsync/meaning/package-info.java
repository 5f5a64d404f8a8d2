/**
 * What the reconciler refuses, said before it is applied: the rules of planning, asked about a
 * document. Pure; knows no client.
 */
@NullMarked
package io.fedbackup.gitsync.meaning;

import org.jspecify.annotations.NullMarked;
