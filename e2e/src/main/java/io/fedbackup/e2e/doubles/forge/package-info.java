/** Stands for the REST APIs of Git servers: GitHub, GitLab, Gitea, Azure DevOps. */
@NullMarked
package io.fedbackup.e2e.doubles.forge;

import org.jspecify.annotations.NullMarked;
