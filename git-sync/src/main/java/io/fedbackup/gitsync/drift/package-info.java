/**
 * What DriftReports say, for people and programs: as text, JSON, Markdown and an HTML page. Pure:
 * what they say is given to it, and is input that is never trusted.
 */
@NullMarked
package io.fedbackup.gitsync.drift;

import org.jspecify.annotations.NullMarked;
