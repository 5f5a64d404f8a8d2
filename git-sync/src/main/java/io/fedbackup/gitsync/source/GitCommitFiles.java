package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The YAML files of one commit below a path, read as Git objects: nothing is checked out. */
final class GitCommitFiles implements SourceFiles {
  private final Repository repository;
  private final GitRevision revision;
  private final SourceLimits limits;
  private final Runnable onClose;
  private final ObjectReader reader;
  private final List<SourceFile> files = new ArrayList<>();
  private final Set<Refused> refused = new TreeSet<>();
  private String message = "";

  /**
   * Takes the repository over: it is closed with this, or at once where this fails.
   *
   * @param onClose runs once, after {@link #close()}; not where the constructor fails
   */
  GitCommitFiles(
      Repository repository,
      GitRevision revision,
      GitPath path,
      SourceLimits limits,
      Runnable onClose)
      throws IOException {
    this.repository = repository;
    this.revision = revision;
    this.limits = limits;
    this.onClose = onClose;
    this.reader = repository.newObjectReader();
    boolean complete = false;
    try {
      list(folder(path), path);
      complete = true;
    } finally {
      if (!complete) {
        reader.close();
        repository.close();
      }
    }
  }

  private ObjectId folder(GitPath path) throws IOException {
    ObjectId tree;
    try (RevWalk walk = new RevWalk(reader)) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(revision.commit()));
      message = commit.getFullMessage();
      tree = commit.getTree();
    }
    for (String segment : path.segments()) {
      try (TreeWalk walk = TreeWalk.forPath(reader, segment, tree)) {
        if (walk == null || !FileMode.TREE.equals(walk.getRawMode(0))) {
          throw missing(path, walk == null ? "is not in" : "is no folder in");
        }
        tree = walk.getObjectId(0);
      }
    }
    return tree;
  }

  private SourceException missing(GitPath path, String how) {
    return new SourceException(
        Kind.PATH_NOT_FOUND,
        "path '%s' %s %s; correct spec.path. Nothing is removed because of it"
            .formatted(path, how, revision));
  }

  private void list(ObjectId tree, GitPath path) throws IOException {
    String prefix = path.segments().isEmpty() ? "" : path + "/";
    try (TreeWalk walk = new TreeWalk(reader)) {
      walk.addTree(tree);
      while (walk.next()) {
        if (YamlFileNames.isHidden(walk.getNameString())) {
          continue;
        }
        if (walk.isSubtree()) {
          walk.enterSubtree();
        } else {
          entry(walk, prefix + walk.getPathString());
        }
      }
    }
    files.sort(Comparator.comparing(SourceFile::path));
  }

  private void entry(TreeWalk walk, String path) {
    int mode = walk.getRawMode(0);
    if (FileMode.SYMLINK.equals(mode)) {
      refused.add(new Refused(path, "a symbolic link is not followed"));
    } else if (FileMode.GITLINK.equals(mode)) {
      refused.add(new Refused(path, "a submodule is not read"));
    } else if (YamlFileNames.isYaml(path)) {
      if (files.size() >= limits.files()) {
        throw new SourceException(
            Kind.TOO_LARGE,
            "there are more than %,d YAML files below the path".formatted(limits.files()));
      }
      files.add(new SourceFile(path, walk.getObjectId(0).name()));
    }
  }

  @Override
  public String revision() {
    return revision.toString();
  }

  @Override
  public String message() {
    return message;
  }

  @Override
  public List<SourceFile> files() {
    return List.copyOf(files);
  }

  @Override
  public Set<Refused> refused() {
    return refused;
  }

  @Override
  public byte[] read(SourceFile file) {
    try {
      ObjectLoader blob = reader.open(ObjectId.fromString(file.id()));
      if (blob.getSize() > limits.fileBytes()) {
        throw new SourceException(
            Kind.TOO_LARGE,
            "%s has %,d bytes; at most %,d are read; split it"
                .formatted(file.path(), blob.getSize(), limits.fileBytes()));
      }
      return blob.getCachedBytes(limits.fileBytes() + 1);
    } catch (IOException e) {
      throw new SourceException(
          Kind.LOCAL,
          "%s cannot be read from the mirror: %s".formatted(file.path(), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    reader.close();
    repository.close();
    onClose.run();
  }
}
