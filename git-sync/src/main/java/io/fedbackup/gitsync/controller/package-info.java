/** The reconciler for GitSync objects: fetch, validate, plan, apply, report, again and again. */
@NullMarked
package io.fedbackup.gitsync.controller;

import org.jspecify.annotations.NullMarked;
