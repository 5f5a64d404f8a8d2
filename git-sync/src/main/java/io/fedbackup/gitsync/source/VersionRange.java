package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/**
 * A range of semantic versions as npm writes it: {@code ^1.2}, {@code >=1.4 <2}, {@code 1.x}.
 * Pre-releases count only where the range names one.
 */
public final class VersionRange {
  private static final Pattern PRE_RELEASE = Pattern.compile("\\d-[0-9A-Za-z]");
  private static final Pattern WRITTEN =
      Pattern.compile("[-0-9A-Za-z.+*^~<>=| ]*[0-9xX*][-0-9A-Za-z.+*^~<>=| ]*");

  private final String text;
  private final RangeList range;

  private VersionRange(String text, RangeList range) {
    this.text = text;
    this.range = range;
  }

  /**
   * Reads a range.
   *
   * @throws SourceException of kind {@code CONFIGURATION} where it is none
   */
  public static VersionRange of(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      throw notARange(text);
    }
    RangeList range = RangeListFactory.create(text.strip(), PRE_RELEASE.matcher(text).find());
    if (range.get().isEmpty() || range.get().stream().anyMatch(List::isEmpty)) {
      throw notARange(text);
    }
    return new VersionRange(text, range);
  }

  private static SourceException notARange(String text) {
    return new SourceException(
        Kind.CONFIGURATION,
        "spec.ref.semver: '%s' is no range of versions; write one like '^1.2' or '>=1.4 <2'"
            .formatted(text));
  }

  /**
   * The tag with the highest version in the range. Tags that are no versions are passed over;
   * {@code v1.2.3} and {@code 1.2.3} are both read. Of tags with one version, the last in
   * alphabetical order.
   */
  public Optional<String> highest(Collection<String> tags) {
    record Candidate(String tag, Semver version) {}
    return tags.stream()
        .flatMap(
            tag -> {
              Semver version = version(tag);
              return version != null && range.isSatisfiedBy(version)
                  ? Stream.of(new Candidate(tag, version))
                  : Stream.empty();
            })
        .max(
            Comparator.comparing(Candidate::version, VersionRange::precedence)
                .thenComparing(Candidate::tag))
        .map(Candidate::tag);
  }

  private static @Nullable Semver version(String tag) {
    String plain = tag.startsWith("v") ? tag.substring(1) : tag;
    return !plain.isEmpty() && Character.isDigit(plain.charAt(0)) ? Semver.parse(plain) : null;
  }

  /** Build metadata is no part of the order. */
  private static int precedence(Semver one, Semver other) {
    return one.withClearedBuild().compareTo(other.withClearedBuild());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionRange that && that.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
