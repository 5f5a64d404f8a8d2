package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * Which commit of a repository is meant. The constructors throw {@link SourceException} of kind
 * {@code CONFIGURATION} for what Git would not take.
 */
public sealed interface GitRef {

  /** For messages and revisions: {@code branch main}. */
  String describe();

  /** The head of a branch, by its short name. */
  record Branch(String name) implements GitRef {
    /** Refuses what is no name of a branch. */
    public Branch {
      requireRef("spec.ref.branch", Constants.R_HEADS, name);
    }

    String fullName() {
      return Constants.R_HEADS + name;
    }

    @Override
    public String describe() {
      return "branch " + name;
    }
  }

  /** What a tag points to, by its short name. */
  record Tag(String name) implements GitRef {
    /** Refuses what is no name of a tag. */
    public Tag {
      requireRef("spec.ref.tag", Constants.R_TAGS, name);
    }

    String fullName() {
      return Constants.R_TAGS + name;
    }

    @Override
    public String describe() {
      return "tag " + name;
    }
  }

  /** The tag with the highest version in a range. */
  record Versions(VersionRange range) implements GitRef {
    @Override
    public String describe() {
      return "tag in the range " + range;
    }
  }

  /** Just this commit, by its full hash. */
  record Commit(String id) implements GitRef {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** Refuses what is no full hash. */
    public Commit {
      if (!HASH.matcher(id).matches()) {
        throw new SourceException(
            Kind.CONFIGURATION, "spec.ref.commit: a commit is named by its full hash");
      }
    }

    @Override
    public String describe() {
      return "commit " + id;
    }
  }

  private static void requireRef(String field, String prefix, String name) {
    if (!Repository.isValidRefName(prefix + name)) {
      throw new SourceException(
          Kind.CONFIGURATION,
          "%s: '%s' is no name that Git allows; write it without refs/, and without * : ~ ^ ? [ \\ or .."
              .formatted(field, name));
    }
  }
}
