package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.GitSync;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens by which people let happen what waits for them. */
final class Confirmed {
  private static final Pattern TRAILER =
      Pattern.compile("(?im)^Fedbackup-Confirm:[ \\t]*([0-9a-z]{1,64})[ \\t]*$");

  private Confirmed() {}

  /**
   * From the GitSync's annotation and from the trailers of the commit, which stand in the last
   * paragraph of its message.
   */
  static Set<String> tokens(GitSync sync, String commitMessage) {
    Set<String> tokens = new HashSet<>();
    Optional.ofNullable(sync.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Annotations.CONFIRM))
        .ifPresent(tokens::add);
    String text = commitMessage.replace("\r\n", "\n").strip();
    Matcher trailers = TRAILER.matcher(List.of(text.split("\n[ \\t]*\n", -1)).getLast());
    while (trailers.find()) {
      tokens.add(trailers.group(1));
    }
    return Set.copyOf(tokens);
  }
}
