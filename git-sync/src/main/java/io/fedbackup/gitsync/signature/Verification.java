package io.fedbackup.gitsync.signature;

import io.fedbackup.gitsync.source.GitFiles;
import io.fedbackup.gitsync.source.GitRef;
import io.fedbackup.gitsync.source.GitRevision;
import java.time.Clock;

/** Whether a commit, and the tag it was found by, are signed as a GitSync wants it. */
public final class Verification {
  private final PublicKeys keys;
  private final Clock clock;

  /** With the keys that count. */
  public Verification(PublicKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** The commit's own signature. */
  public Verdict commit(GitFiles files) {
    boolean sha256 = files.gitRevision().commit().length() == 64;
    return keys.check(SignedObject.commit(files.commitObject(), sha256), clock.instant());
  }

  /**
   * The signature of the tag by which the commit was found. A lightweight tag has none. A tag that
   * is about another commit, or bears another name than the ref, does not count.
   */
  public Verdict tag(GitFiles files) {
    return files
        .tagObject()
        .map(SignedObject::tag)
        .map(tag -> tag(tag, files.gitRevision()))
        .orElseGet(Verdict.Unsigned::new);
  }

  private Verdict tag(SignedObject tag, GitRevision revision) {
    if (!revision.commit().equals(tag.headers().get("object"))) {
      return new Verdict.Refused("its tag does not point to the commit itself");
    }
    String name = revision.ref() instanceof GitRef.Tag ref ? ref.name() : "";
    if (!name.equals(tag.headers().get("tag"))) {
      return new Verdict.Refused("its tag was signed under another name than %s".formatted(name));
    }
    return keys.check(tag, clock.instant());
  }
}
