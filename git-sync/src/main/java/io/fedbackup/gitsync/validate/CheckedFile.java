package io.fedbackup.gitsync.validate;

import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.yaml.YamlContent.Flaw;
import java.util.List;

/**
 * What is known of one file by itself: the same for the same bytes, path and namespaces. Immutable,
 * so that it can be kept.
 */
public final class CheckedFile {
  private final String file;
  private final List<Flaw> flaws;
  private final List<CheckedDocument> documents;
  private final int values;

  CheckedFile(SourceDocuments source, List<CheckedDocument> documents) {
    this.file = source.file();
    this.flaws = source.content().flaws();
    this.documents = List.copyOf(documents);
    this.values = source.content().documents().stream().mapToInt(d -> d.values()).sum();
  }

  /** How many values its documents have, which says how much memory it takes. */
  public int values() {
    return values;
  }

  List<Problem> flaws() {
    return flaws.stream().map(flaw -> flaw.in(file)).toList();
  }

  List<CheckedDocument> documents() {
    return documents;
  }
}
