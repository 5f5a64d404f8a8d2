package io.fedbackup.gitsync.engine;

import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Problems;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.source.SourceFile;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.CheckedFile;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.SourceDocuments;
import io.fedbackup.gitsync.validate.Validated;
import io.fedbackup.gitsync.validate.Validator;
import io.fedbackup.gitsync.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and validates the files of a source. What was found out about a file is kept by the id of
 * its bytes for as long as the last source had them, so that a commit that changes one file parses
 * and checks one file. Files are worked on in parallel. Not thread-safe: one per GitSync.
 */
public final class Documents {
  /** A value with its place takes about 250 bytes, and what was read last is held beside it. */
  private static final int HEAP_BYTES_PER_VALUE = 1024;

  /** Of all files together, however small the heap: 5,000 objects have about 125,000. */
  private static final long LEAST_BOUND = 200_000;

  /** Files whose bytes are held at the same time. */
  private static final int BATCH = 64;

  /** What decides about the result of checking one file. */
  private record CacheKey(
      String id, String path, Optional<String> defaultNamespace, Optional<String> onlyNamespace) {

    static CacheKey of(SourceFile file, Scope scope) {
      return new CacheKey(file.id(), file.path(), scope.defaultNamespace(), scope.onlyNamespace());
    }
  }

  private final long mostValues =
      Math.max(LEAST_BOUND, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_VALUE);
  private final YamlReader reader;
  private final Validator validator;
  private Map<CacheKey, CheckedFile> known = Map.of();
  private @Nullable Latest latest;

  /** With an empty cache. */
  public Documents(YamlReader reader, Validator validator) {
    this.reader = reader;
    this.validator = validator;
  }

  /**
   * All documents of the source, validated together; where neither files nor settings have changed
   * since they were last found valid, that result.
   *
   * @param settings what else the result depends on
   */
  public Validated validate(SourceFiles source, Scope scope, String settings) {
    var state = new State(source.files(), source.refused(), settings);
    Latest last = latest;
    if (last != null && last.state().equals(state)) {
      return last.validated();
    }
    Validated validated = validate(source, scope);
    latest = validated.isValid() ? new Latest(state, validated) : null;
    return validated;
  }

  /** Everything that a validation came from. */
  private record State(List<SourceFile> files, Set<SourceFiles.Refused> refused, String settings) {}

  private record Latest(State state, Validated validated) {}

  /** All documents of the source, validated together. */
  public Validated validate(SourceFiles source, Scope scope) {
    Map<CacheKey, CheckedFile> next = HashMap.newHashMap(source.files().size());
    long values = 0;
    List<SourceFile> files = source.files();
    for (int from = 0; from < files.size(); from += BATCH) {
      List<SourceFile> batch = files.subList(from, Math.min(files.size(), from + BATCH));
      values += check(source, batch, scope, next);
      if (values > mostValues) {
        known = Map.of();
        return tooLarge(batch.getLast());
      }
    }
    known = next;
    Validated validated =
        validator.join(
            files.stream().map(file -> found(next, CacheKey.of(file, scope))).toList(), scope);
    return source.refused().isEmpty() ? validated : withRefused(validated, source);
  }

  private long check(
      SourceFiles source, List<SourceFile> batch, Scope scope, Map<CacheKey, CheckedFile> into) {
    List<SourceFile> unknown = new ArrayList<>();
    List<byte[]> bytes = new ArrayList<>();
    long values = 0;
    for (SourceFile file : batch) {
      CacheKey key = CacheKey.of(file, scope);
      CheckedFile checked = known.get(key);
      if (checked == null) {
        unknown.add(file);
        bytes.add(source.read(file));
      } else {
        into.put(key, checked);
        values += checked.values();
      }
    }
    List<CheckedFile> fresh =
        IntStream.range(0, unknown.size())
            .parallel()
            .mapToObj(i -> check(unknown.get(i).path(), bytes.get(i), scope))
            .toList();
    for (int i = 0; i < fresh.size(); i++) {
      into.put(CacheKey.of(unknown.get(i), scope), fresh.get(i));
      values += fresh.get(i).values();
    }
    return values;
  }

  private CheckedFile check(String path, byte[] bytes, Scope scope) {
    return validator.check(new SourceDocuments(path, reader.read(bytes)), scope);
  }

  private static CheckedFile found(Map<CacheKey, CheckedFile> files, CacheKey key) {
    @Nullable CheckedFile file = files.get(key);
    if (file == null) {
      throw new IllegalStateException("every file was checked before");
    }
    return file;
  }

  private Validated tooLarge(SourceFile last) {
    Problem problem =
        Problem.ofText(
            Place.ofFile(last.path()),
            Rule.TOO_LARGE,
            "the files have more than %,d values together, aliases expanded".formatted(mostValues),
            "write them without aliases, or split them among several GitSyncs");
    return new Validated(List.of(), List.of(problem), 1, List.of());
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
    return new Validated(
        validated.manifests(), problems.sorted(), problems.total() + unseen, validated.warnings());
  }
}
