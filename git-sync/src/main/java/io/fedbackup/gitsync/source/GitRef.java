package io.fedbackup.gitsync.source;

/** Which commit of a repository is meant. */
public sealed interface GitRef {

  /** For messages and revisions: {@code branch main}. */
  String describe();

  /** The head of a branch, by its short name. */
  record Branch(String name) implements GitRef {
    @Override
    public String describe() {
      return "branch " + name;
    }
  }

  /** What a tag points to, by its short name. */
  record Tag(String name) implements GitRef {
    @Override
    public String describe() {
      return "tag " + name;
    }
  }

  /** Just this commit, by its full hash. */
  record Commit(String id) implements GitRef {
    @Override
    public String describe() {
      return "commit " + id;
    }
  }
}
