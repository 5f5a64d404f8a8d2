@NullMarked
package io.fedbackup.gitsync.sops;

import org.jspecify.annotations.NullMarked;
