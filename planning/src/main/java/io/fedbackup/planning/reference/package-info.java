/**
 * The reference of the API for people, as Markdown, made from the CRDs and the reasons in the
 * build. Must not know where pages are kept in the repository, nor anything of clusters.
 */
@NullMarked
package io.fedbackup.planning.reference;

import org.jspecify.annotations.NullMarked;
