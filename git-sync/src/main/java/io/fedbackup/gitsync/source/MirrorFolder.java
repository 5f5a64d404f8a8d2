package io.fedbackup.gitsync.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bare repository on disk. Fetches into it are one at a time and add only, so that readers need
 * no lock; once it is given up, it goes with its last user. Thread-safe.
 */
final class MirrorFolder {
  /**
   * Each shallow fetch leaves a pack; after that many it is cheaper to begin anew than to collect
   * garbage.
   */
  private static final int MAXIMUM_PACKS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(MirrorFolder.class);
  private static final String KEPT = "refs/fedbackup/";

  /** Held by whoever fetches into this folder. */
  final ReentrantLock fetching = new ReentrantLock();

  private final Path directory;
  private int users;
  private boolean givenUp;

  MirrorFolder(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  synchronized void enter() {
    users++;
  }

  void leave() {
    synchronized (this) {
      users--;
      if (!givenUp || users > 0) {
        return;
      }
    }
    remove();
  }

  void giveUp() {
    synchronized (this) {
      givenUp = true;
      if (users > 0) {
        return;
      }
    }
    remove();
  }

  private void remove() {
    try {
      Folders.remove(directory);
    } catch (IOException e) {
      LOG.warn("a mirror that is not used any more stays on disk: {}", e.getMessage());
    }
  }

  Repository open() throws IOException {
    Repository repository =
        new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
    synchronized (this) {
      if (!Files.exists(directory.resolve(Constants.HEAD))) {
        create(repository);
      }
    }
    return repository;
  }

  private static void create(Repository repository) throws IOException {
    Files.createDirectories(repository.getDirectory().toPath());
    repository.create(true);
    StoredConfig config = repository.getConfig();
    config.setBoolean("http", null, "sslVerify", true);
    config.setInt("http", null, "maxRedirects", 3);
    config.setInt("core", null, "streamFileThreshold", 16 << 20);
    config.save();
  }

  /** The name under which a fetched object is kept. */
  static String kept(GitRevision revision) {
    return KEPT + revision.fetched();
  }

  /** Whether the revision was fetched; what is broken counts as absent. */
  boolean holds(GitRevision revision) {
    try (Repository repository = open();
        RevWalk walk = new RevWalk(repository)) {
      if (repository.getRefDatabase().exactRef(kept(revision)) == null) {
        return false;
      }
      walk.parseCommit(ObjectId.fromString(revision.commit()));
      return true;
    } catch (IncorrectObjectTypeException e) {
      return true; // there, but no commit: whoever reads it says so
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether so much was fetched that it is time to begin anew. */
  boolean isFull(long maximumBytes) throws IOException {
    Path packs = directory.resolve("objects").resolve("pack");
    if (!Files.isDirectory(packs)) {
      return false;
    }
    long bytes = 0;
    int count = 0;
    try (Stream<Path> files = Files.list(packs)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.size(file);
        count += file.toString().endsWith(".pack") ? 1 : 0;
      }
    }
    return count > MAXIMUM_PACKS || bytes > maximumBytes;
  }
}
