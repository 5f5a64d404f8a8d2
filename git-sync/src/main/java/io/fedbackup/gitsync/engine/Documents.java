package io.fedbackup.gitsync.engine;

import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Problems;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.source.SourceFile;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.SourceDocuments;
import io.fedbackup.gitsync.validate.Validated;
import io.fedbackup.gitsync.validate.Validator;
import io.fedbackup.gitsync.yaml.YamlContent;
import io.fedbackup.gitsync.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and validates the files of a source. What a file's bytes mean is kept by their id for as
 * long as the last source had them, so that a commit that changes one file parses one file. Not
 * thread-safe: one per GitSync.
 */
public final class Documents {
  private final YamlReader reader;
  private final Validator validator;
  private Map<String, YamlContent> parsed = Map.of();

  /** With an empty cache. */
  public Documents(YamlReader reader, Validator validator) {
    this.reader = reader;
    this.validator = validator;
  }

  /** All documents of the source, validated together. */
  public Validated validate(SourceFiles source, Scope scope) {
    List<SourceDocuments> files = parse(source);
    Validated validated = validator.validate(files, scope);
    return source.refused().isEmpty() ? validated : withRefused(validated, source);
  }

  private List<SourceDocuments> parse(SourceFiles source) {
    Map<String, YamlContent> next = new HashMap<>();
    List<SourceDocuments> files = new ArrayList<>();
    for (SourceFile file : source.files()) {
      YamlContent content = parsed.get(file.id());
      if (content == null) {
        content = next.get(file.id());
      }
      if (content == null) {
        content = reader.read(source.read(file));
      }
      next.put(file.id(), content);
      files.add(new SourceDocuments(file.path(), content));
    }
    parsed = next;
    return files;
  }

  private static Validated withRefused(Validated validated, SourceFiles source) {
    var problems = new Problems();
    problems.addAll(validated.problems());
    for (SourceFiles.Refused refused : source.refused()) {
      problems.add(
          Problem.ofText(
              Place.ofFile(refused.path()),
              Rule.UNSAFE_FILE,
              refused.reason(),
              "replace it by the file itself, or move it out of the path"));
    }
    int unseen = validated.totalProblems() - validated.problems().size();
    return new Validated(validated.manifests(), problems.sorted(), problems.total() + unseen);
  }
}
