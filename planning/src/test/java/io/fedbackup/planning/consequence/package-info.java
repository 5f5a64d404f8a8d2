@NullMarked
package io.fedbackup.planning.consequence;

import org.jspecify.annotations.NullMarked;
