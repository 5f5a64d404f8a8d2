package io.fedbackup.gitsync.validate;

import io.fedbackup.gitsync.yaml.YamlContent;

/** What one file holds. {@code file} is its path below the root that people see in messages. */
public record SourceDocuments(String file, YamlContent content) {}
