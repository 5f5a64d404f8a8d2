package io.fedbackup.gitsync.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository that is written to without a working copy. */
public final class TestRepository implements AutoCloseable {
  private static final PersonIdent ADA =
      new PersonIdent("Ada", "ada@example.com", Instant.EPOCH, ZoneOffset.UTC);

  private final Repository repository;
  private final Map<String, DirCacheEntry> entries = new TreeMap<>();

  private TestRepository(Repository repository) {
    this.repository = repository;
  }

  /** An empty one, whose server leaves out large files when asked to. */
  public static TestRepository create(Path folder) {
    try {
      Repository repository =
          new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
      repository.create(true);
      repository.getConfig().setInt("core", null, "compression", 0);
      repository.getConfig().setBoolean("uploadpack", null, "allowFilter", true);
      repository.getConfig().setBoolean("uploadpack", null, "allowReachableSHA1InWant", true);
      repository.getConfig().save();
      return new TestRepository(repository);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A setting of the server. */
  public TestRepository with(String section, String name, boolean value) {
    try {
      repository.getConfig().setBoolean(section, null, name, value);
      repository.getConfig().save();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path directory() {
    return repository.getDirectory().toPath();
  }

  public String url() {
    return "file://" + directory();
  }

  public TestRepository file(String path, String text) {
    return entry(path, FileMode.REGULAR_FILE, blob(text.getBytes(StandardCharsets.UTF_8)));
  }

  public TestRepository link(String path, String target) {
    return entry(path, FileMode.SYMLINK, blob(target.getBytes(StandardCharsets.UTF_8)));
  }

  public TestRepository submodule(String path) {
    return entry(path, FileMode.GITLINK, ObjectId.fromString("1".repeat(40)));
  }

  /** A file of that many bytes, which cannot be compressed. */
  public TestRepository noise(String path, long bytes) {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = inserter.insert(Constants.OBJ_BLOB, bytes, new Noise(bytes));
      inserter.flush();
      return entry(path, FileMode.REGULAR_FILE, id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestRepository remove(String path) {
    entries.remove(path);
    return this;
  }

  private TestRepository entry(String path, FileMode mode, ObjectId id) {
    var entry = new DirCacheEntry(path);
    entry.setFileMode(mode);
    entry.setObjectId(id);
    entries.put(path, entry);
    return this;
  }

  private ObjectId blob(byte[] bytes) {
    return insert(inserter -> inserter.insert(Constants.OBJ_BLOB, bytes));
  }

  /** Commits all files on top of a branch. */
  public String commit(String branch) {
    try {
      return commit(branch, Optional.ofNullable(repository.resolve(Constants.R_HEADS + branch)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits all files with a new history, as after a force push. */
  public String rewrite(String branch) {
    return commit(branch, Optional.empty());
  }

  private String commit(String branch, Optional<ObjectId> parent) {
    var commit = new CommitBuilder();
    commit.setTreeId(insert(this::tree));
    parent.ifPresent(commit::setParentId);
    commit.setAuthor(ADA);
    commit.setCommitter(ADA);
    commit.setMessage("change");
    ObjectId id = insert(inserter -> inserter.insert(commit));
    ref(Constants.R_HEADS + branch, id);
    return id.name();
  }

  private ObjectId tree(ObjectInserter inserter) throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    entries.values().forEach(builder::add);
    builder.finish();
    return index.writeTree(inserter);
  }

  /** An object in Git's own form, such as a tree that Git itself would not write. */
  public ObjectId raw(int type, byte[] bytes) {
    return insert(inserter -> inserter.insert(type, bytes));
  }

  /** An annotated tag. */
  public String tag(String name, String commit) {
    var tag = new TagBuilder();
    tag.setTag(name);
    tag.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
    tag.setTagger(ADA);
    tag.setMessage(name);
    ObjectId id = insert(inserter -> inserter.insert(tag));
    ref(Constants.R_TAGS + name, id);
    return id.name();
  }

  public void lightTag(String name, String commit) {
    ref(Constants.R_TAGS + name, ObjectId.fromString(commit));
  }

  public void ref(String name, ObjectId id) {
    try {
      RefUpdate update = repository.updateRef(name);
      update.setNewObjectId(id);
      update.forceUpdate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void deleteBranch(String name) {
    try {
      RefUpdate update = repository.updateRef(Constants.R_HEADS + name);
      update.setForceUpdate(true);
      update.delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Insertion {
    ObjectId into(ObjectInserter inserter) throws IOException;
  }

  private ObjectId insert(Insertion insertion) {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = insertion.into(inserter);
      inserter.flush();
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    repository.close();
  }

  private static final class Noise extends InputStream {
    private final Random random = new Random(7);
    private long left;

    Noise(long bytes) {
      this.left = bytes;
    }

    @Override
    public int read() {
      return left-- > 0 ? random.nextInt(256) : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      byte[] part = new byte[(int) Math.min(left, length)];
      random.nextBytes(part);
      System.arraycopy(part, 0, buffer, offset, part.length);
      left -= part.length;
      return part.length;
    }
  }
}
