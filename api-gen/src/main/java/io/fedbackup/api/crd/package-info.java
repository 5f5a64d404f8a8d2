/**
 * From Java to CRDs: annotations that say what the generator cannot know, the generator, and the
 * resources that it wrote. Knows nothing of clusters.
 */
@NullMarked
package io.fedbackup.api.crd;

import org.jspecify.annotations.NullMarked;
