/**
 * What is wrong with a document and where: problems with file, line, column and remedy, and their
 * rendering. Pure; knows neither Git, YAML nor Kubernetes clients.
 */
@NullMarked
package io.fedbackup.gitsync.report;

import org.jspecify.annotations.NullMarked;
