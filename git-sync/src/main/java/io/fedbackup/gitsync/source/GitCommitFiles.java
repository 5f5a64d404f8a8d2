package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The YAML files of one commit below a path, read as Git objects: nothing is checked out. */
final class GitCommitFiles implements GitFiles {
  /** A commit or tag with more than that is no text of a person. */
  private static final int SIGNED_BYTES = 1 << 20;

  private final Use use;
  private final Repository repository;
  private final GitRevision revision;
  private final SourceLimits limits;
  private final ObjectReader reader;
  private final List<SourceFile> files = new ArrayList<>();
  private final Set<Refused> refused = new TreeSet<>();
  private String message = "";
  private int entries;
  private long totalBytes;

  /** The use of a mirror's folder for as long as the files are open. */
  interface Use {
    /** Time for listing. */
    Deadline deadline();

    /** An object that should be there cannot be read. */
    void damaged();

    /** The files are closed. */
    void ended();
  }

  /**
   * Takes the repository over: it is closed with this, or at once where this fails.
   *
   * @param use is ended once, by {@link #close()}; not where the constructor fails
   * @throws IOException where the mirror lacks objects, or has broken ones
   */
  GitCommitFiles(
      Repository repository, GitRevision revision, GitPath path, SourceLimits limits, Use use)
      throws IOException {
    this.use = use;
    this.repository = repository;
    this.revision = revision;
    this.limits = limits;
    this.reader = repository.newObjectReader();
    boolean complete = false;
    try {
      list(folder(path), path);
      complete = true;
    } catch (LargeObjectException e) {
      throw tooLarge("a folder has too many entries");
    } finally {
      if (!complete) {
        reader.close();
        repository.close();
      }
    }
  }

  private ObjectId folder(GitPath path) throws IOException {
    ObjectId tree = tree();
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

  private ObjectId tree() throws IOException {
    try (RevWalk walk = new RevWalk(reader)) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(revision.commit()));
      message = commit.getFullMessage();
      return commit.getTree();
    } catch (IncorrectObjectTypeException e) {
      throw new SourceException(
          Kind.REF_NOT_FOUND,
          "%s does not point to a commit; correct spec.ref".formatted(revision.ref().describe()),
          e);
    }
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
        count(walk);
        if (YamlFileNames.leadsElsewhere(walk.getNameString())) {
          refuse(
              prefix + walk.getPathString(), "Git allows no such name, which may lead elsewhere");
          continue;
        }
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

  /** Identical folders within folders make a small repository endless. */
  private void count(TreeWalk walk) {
    entries++;
    if (entries > limits.entries()) {
      throw tooLarge(
          "there are more than %,d files and folders below the path".formatted(limits.entries()));
    }
    if (walk.getDepth() > SourceLimits.DEPTH) {
      throw tooLarge("folders are nested more than %d deep".formatted(SourceLimits.DEPTH));
    }
    if (entries % 1_000 == 0 && use.deadline().isOver()) {
      throw new SourceException(
          Kind.TIMED_OUT,
          "%s could not be listed within %s s; point spec.path at a smaller folder, or raise spec.timeout"
              .formatted(revision, use.deadline().timeout().toSeconds()));
    }
  }

  private void entry(TreeWalk walk, String path) throws IOException {
    int mode = walk.getRawMode(0);
    if (FileMode.SYMLINK.equals(mode)) {
      refuse(path, "a symbolic link is not followed");
    } else if (FileMode.GITLINK.equals(mode)) {
      refuse(path, "a submodule is not read");
    } else if (YamlFileNames.isYaml(path)) {
      add(path, walk.getObjectId(0));
    }
  }

  private void refuse(String path, String reason) {
    if (refused.size() >= SourceLimits.REFUSED) {
      throw tooLarge(
          "there are more than %,d symbolic links, submodules and names that Git does not allow below the path"
              .formatted(SourceLimits.REFUSED));
    }
    refused.add(new Refused(path, reason));
  }

  private void add(String path, ObjectId blob) throws IOException {
    long size = reader.getObjectSize(blob, Constants.OBJ_BLOB);
    // of a file that is too large only the beginning is read
    totalBytes += Math.min(size, limits.fileBytes() + 1L);
    if (files.size() >= limits.files() || totalBytes > limits.totalBytes()) {
      throw tooLarge(
          "there are more than %,d YAML files or %,d bytes of them below the path"
              .formatted(limits.files(), limits.totalBytes()));
    }
    files.add(new SourceFile(path, blob.name()));
  }

  private SourceException tooLarge(String what) {
    return new SourceException(Kind.TOO_LARGE, "%s: %s".formatted(revision, what));
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
  public GitRevision gitRevision() {
    return revision;
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
      // one byte more than allowed, so that the YAML reader can say that it is too large
      return read(file.id(), Constants.OBJ_BLOB, limits.fileBytes() + 1);
    } catch (IOException e) {
      throw damaged(file.path(), e);
    }
  }

  @Override
  public byte[] commitObject() {
    return signable(revision.commit(), Constants.OBJ_COMMIT);
  }

  @Override
  public Optional<byte[]> tagObject() {
    return revision.tagObject().map(id -> signable(id, Constants.OBJ_TAG));
  }

  private byte[] signable(String id, int type) {
    try {
      byte[] bytes = read(id, type, SIGNED_BYTES + 1);
      if (bytes.length > SIGNED_BYTES) {
        throw tooLarge("the commit or its tag has more than %,d bytes".formatted(SIGNED_BYTES));
      }
      return bytes;
    } catch (IOException e) {
      throw damaged(id, e);
    }
  }

  private byte[] read(String id, int type, int most) throws IOException {
    ObjectLoader object = reader.open(ObjectId.fromString(id), type);
    if (!object.isLarge()) {
      byte[] bytes = object.getCachedBytes();
      return bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }
    try (InputStream in = object.openStream()) {
      return in.readNBytes(most);
    }
  }

  private SourceException damaged(String what, IOException cause) {
    use.damaged();
    return new SourceException(
        Kind.LOCAL,
        "%s cannot be read from the mirror, which is fetched anew on retry: %s"
            .formatted(what, cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    reader.close();
    repository.close();
    use.ended();
  }
}
