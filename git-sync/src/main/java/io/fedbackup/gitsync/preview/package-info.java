/**
 * What an apply would do, for a pull request: objects that are made, changed field by field or
 * removed, and what that means for the fleet; as text, Markdown and JSON. Pure: what the API server
 * said to a dry run is given to it.
 */
@NullMarked
package io.fedbackup.gitsync.preview;

import org.jspecify.annotations.NullMarked;
