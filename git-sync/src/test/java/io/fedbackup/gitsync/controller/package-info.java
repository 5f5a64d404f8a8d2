@NullMarked
package io.fedbackup.gitsync.controller;

import org.jspecify.annotations.NullMarked;
