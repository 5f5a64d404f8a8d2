@NullMarked
package io.fedbackup.gitsync.yaml;

import org.jspecify.annotations.NullMarked;
