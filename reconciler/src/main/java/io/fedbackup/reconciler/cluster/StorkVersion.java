package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fedbackup.planning.outcome.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Stork as it names itself. Its ConfigMap may hold an empty string; then the image tag
 * counts; and where that is no version, it is unknown, and the locations' validation decides.
 *
 * @param text as shown
 */
record StorkVersion(String text) implements Comparable<StorkVersion> {
  /** Shown where it does not say. */
  static final StorkVersion UNKNOWN = new StorkVersion("unknown");

  private static final int MAXIMUM_LENGTH = 64;
  private static final Pattern NUMBERS =
      Pattern.compile("v?([0-9]{1,6})\\.([0-9]{1,6})(?:\\.([0-9]{1,6}))?(?![0-9.]).*");
  private static final Comparator<List<Integer>> BY_NUMBERS =
      Comparator.<List<Integer>>comparingInt(List::getFirst)
          .thenComparingInt(numbers -> numbers.get(1))
          .thenComparingInt(List::getLast);

  /** What a cluster says. */
  static StorkVersion of(Optional<ConfigMap> versionMap, Optional<Deployment> deployment) {
    return versionMap
        .map(map -> Objects.requireNonNullElse(map.getData(), Map.<String, String>of()))
        .map(data -> data.get("version"))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .or(() -> deployment.flatMap(StorkVersion::imageTag))
        .map(text -> new StorkVersion(Messages.cut(text, MAXIMUM_LENGTH)))
        .orElse(UNKNOWN);
  }

  private static Optional<String> imageTag(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
        .filter(container -> container.getImage() != null)
        .sorted(Comparator.comparing(container -> !"stork".equals(container.getName())))
        .map(Container::getImage)
        .findFirst()
        .flatMap(StorkVersion::tag);
  }

  private static Optional<String> tag(String image) {
    String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    int colon = name.lastIndexOf(':');
    // a colon before the last slash belongs to the registry's port
    return colon > name.lastIndexOf('/')
        ? Optional.of(name.substring(colon + 1)).filter(tag -> NUMBERS.matcher(tag).matches())
        : Optional.empty();
  }

  /** True if it is certain that this is older. */
  boolean olderThan(String minimum) {
    return numbers().isPresent() && compareTo(new StorkVersion(minimum)) < 0;
  }

  private Optional<List<Integer>> numbers() {
    Matcher matcher = NUMBERS.matcher(text);
    return matcher.matches()
        ? Optional.of(
            List.of(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(Objects.requireNonNullElse(matcher.group(3), "0"))))
        : Optional.empty();
  }

  @Override
  public int compareTo(StorkVersion other) {
    return Comparator.<StorkVersion, List<Integer>>comparing(
            version -> version.numbers().orElse(List.of(0, 0, 0)), BY_NUMBERS)
        .compare(this, other);
  }
}
