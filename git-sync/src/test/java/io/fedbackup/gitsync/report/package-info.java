@NullMarked
package io.fedbackup.gitsync.report;

import org.jspecify.annotations.NullMarked;
