package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/**
 * One bare repository that holds what was fetched of one URL. Fetches are one at a time; commits
 * are read while nobody replaces the folder.
 */
final class GitMirror {
  /**
   * Each shallow fetch leaves a pack; after that many it is cheaper to begin anew than to collect
   * garbage.
   */
  private static final int MAXIMUM_PACKS = 200;

  private static final String KEPT = "refs/fedbackup/";

  private final Path directory;
  private final SourceLimits limits;
  private final Clock clock;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  GitMirror(Path directory, SourceLimits limits, Clock clock) {
    this.directory = directory;
    this.limits = limits;
    this.clock = clock;
  }

  GitRevision look(GitRemote remote, GitRef ref) {
    return exchange(
        remote,
        (transport, bounds) -> {
          try (FetchConnection connection = transport.openFetch(listed(ref))) {
            return new GitRevision(ref, commitOf(remote, ref, connection.getRefsMap()));
          }
        });
  }

  private static Collection<RefSpec> listed(GitRef ref) {
    return switch (ref) {
      case GitRef.Branch branch -> List.of(new RefSpec(Constants.R_HEADS + branch.name()));
      case GitRef.Tag tag -> List.of(new RefSpec(Constants.R_TAGS + tag.name()));
      case GitRef.Commit ignored -> List.of(new RefSpec(Constants.HEAD));
    };
  }

  private static String commitOf(GitRemote remote, GitRef ref, Map<String, Ref> refs) {
    String name =
        switch (ref) {
          case GitRef.Branch branch -> Constants.R_HEADS + branch.name();
          case GitRef.Tag tag -> Constants.R_TAGS + tag.name();
          case GitRef.Commit ignored -> "";
        };
    if (ref instanceof GitRef.Commit commit) {
      return commit.id();
    }
    Ref found = refs.get(name);
    if (found == null || found.getObjectId() == null) {
      throw new SourceException(
          Kind.REF_NOT_FOUND,
          "there is no %s at %s; correct spec.ref".formatted(ref.describe(), remote.url()));
    }
    ObjectId peeled = found.getPeeledObjectId();
    return (peeled == null ? found.getObjectId() : peeled).name();
  }

  SourceFiles open(GitRemote remote, GitRevision revision, GitPath path) {
    // who has another path of the mirror open must not wait for the lock that this itself keeps
    if (lock.getReadHoldCount() == 0 && !holds(revision)) {
      fetch(remote, revision);
    }
    lock.readLock().lock();
    try {
      return new GitCommitFiles(openRepository(), revision, path, limits, lock.readLock()::unlock);
    } catch (MissingObjectException e) {
      lock.readLock().unlock();
      throw damaged(e);
    } catch (IOException e) {
      lock.readLock().unlock();
      throw new SourceException(Kind.LOCAL, "the mirror cannot be read: " + e.getMessage(), e);
    } catch (SourceException e) {
      lock.readLock().unlock();
      throw e;
    }
  }

  /** A mirror may be lost: it is removed, and the next sync fetches anew. */
  private SourceException damaged(IOException cause) {
    lock.writeLock().lock();
    try {
      remove();
    } finally {
      lock.writeLock().unlock();
    }
    return new SourceException(
        Kind.LOCAL, "the mirror was damaged and is removed; it is fetched anew on retry", cause);
  }

  private boolean holds(GitRevision revision) {
    lock.readLock().lock();
    try (Repository repository = openRepository();
        RevWalk walk = new RevWalk(repository)) {
      walk.parseCommit(ObjectId.fromString(revision.commit())).getTree();
      return repository.getRefDatabase().exactRef(KEPT + revision.commit()) != null;
    } catch (IOException e) {
      return false;
    } finally {
      lock.readLock().unlock();
    }
  }

  private void fetch(GitRemote remote, GitRevision revision) {
    lock.writeLock().lock();
    try {
      if (packs() > MAXIMUM_PACKS) {
        remove();
      }
      exchange(remote, (transport, bounds) -> fetch(remote, revision, transport, bounds));
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean fetch(
      GitRemote remote, GitRevision revision, Transport transport, BoundedIo bounds)
      throws IOException, URISyntaxException {
    transport.setTagOpt(TagOpt.NO_TAGS);
    // No setCheckFetchedObjects: JGit 7.5 takes a shallow fetch for an incomplete one. Hashes are
    // verified all the same, and a missing object makes the mirror be fetched anew.
    transport.setDepth(1);
    String kept = KEPT + revision.commit();
    try {
      transport.fetch(bounds.monitor(), List.of(new RefSpec("+" + revision.commit() + ":" + kept)));
    } catch (TransportException e) {
      if (bounds.isOver() || !mayFetchByRef(e)) {
        throw e;
      }
      fetchByRef(remote, revision, bounds, kept);
    }
    return true;
  }

  private static boolean mayFetchByRef(TransportException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof BoundedIo.TooMuch || at instanceof java.net.SocketException) {
        return false;
      }
    }
    return true;
  }

  /**
   * For servers that do not serve a commit by its hash: the ref's head, or the whole history for a
   * bare commit.
   */
  private void fetchByRef(GitRemote remote, GitRevision revision, BoundedIo bounds, String kept)
      throws IOException, URISyntaxException {
    try (Repository repository = openRepository();
        Transport transport = transport(repository, remote, bounds)) {
      transport.setTagOpt(TagOpt.NO_TAGS);
      switch (revision.ref()) {
        case GitRef.Branch branch -> {
          transport.setDepth(1);
          transport.fetch(
              bounds.monitor(),
              List.of(new RefSpec("+" + Constants.R_HEADS + branch.name() + ":" + kept)));
        }
        case GitRef.Tag tag -> {
          transport.setDepth(1);
          transport.fetch(
              bounds.monitor(),
              List.of(new RefSpec("+" + Constants.R_TAGS + tag.name() + ":" + kept)));
        }
        case GitRef.Commit ignored ->
            transport.fetch(
                bounds.monitor(), List.of(new RefSpec("+refs/heads/*:" + KEPT + "heads/*")));
      }
      keep(repository, remote, revision, kept);
    }
  }

  /**
   * Sees that the very commit is there: a branch that moved meanwhile is looked at again by the
   * next sync.
   */
  private static void keep(
      Repository repository, GitRemote remote, GitRevision revision, String kept)
      throws IOException {
    ObjectId commit = ObjectId.fromString(revision.commit());
    if (!repository.getObjectDatabase().has(commit)) {
      throw new SourceException(
          Kind.REF_NOT_FOUND,
          "%s is not at %s, or moved while it was fetched".formatted(revision, remote.url()));
    }
    var update = repository.updateRef(kept);
    update.setNewObjectId(commit);
    update.setForceUpdate(true);
    update.disableRefLog();
    update.update();
  }

  /** One exchange with the remote, within its bounds; all failures are translated here. */
  private <T> T exchange(GitRemote remote, Exchange<T> exchange) {
    var bounds = new BoundedIo(clock, remote.timeout(), limits.transferBytes());
    try (Repository repository = openRepository();
        Transport transport = transport(repository, remote, bounds)) {
      return exchange.run(transport, bounds);
    } catch (IOException | URISyntaxException e) {
      throw TransportFailures.translate(remote, bounds, e);
    }
  }

  /** What is done with an open transport. */
  @FunctionalInterface
  private interface Exchange<T> {
    T run(Transport transport, BoundedIo bounds) throws IOException, URISyntaxException;
  }

  private static Transport transport(Repository repository, GitRemote remote, BoundedIo bounds)
      throws IOException, URISyntaxException {
    Transport transport = Transport.open(repository, new URIish(remote.url().toString()));
    transport.setTimeout((int) Math.min(30, Math.max(1, remote.timeout().toSeconds())));
    GitCredentials credentials = remote.credentials();
    credentials
        .login()
        .ifPresent(
            login ->
                transport.setCredentialsProvider(
                    new UsernamePasswordCredentialsProvider(login.user(), login.password())));
    if (transport instanceof TransportHttp http) {
      http.setHttpConnectionFactory(new HttpsConnections(remote, bounds));
      credentials
          .bearerToken()
          .ifPresent(
              token -> http.setAdditionalHeaders(Map.of("Authorization", "Bearer " + token)));
    }
    return transport;
  }

  private Repository openRepository() throws IOException {
    Repository repository =
        new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
    if (!Files.exists(directory.resolve(Constants.HEAD))) {
      create(repository);
    }
    return repository;
  }

  private static synchronized void create(Repository repository) throws IOException {
    if (repository.getDirectory().toPath().resolve(Constants.HEAD).toFile().exists()) {
      return;
    }
    repository.create(true);
    StoredConfig config = repository.getConfig();
    config.setBoolean("http", null, "sslVerify", true);
    config.setInt("http", null, "maxRedirects", 3);
    config.setInt("core", null, "streamFileThreshold", 16 << 20);
    config.save();
  }

  private long packs() {
    Path packs = directory.resolve("objects").resolve("pack");
    if (!Files.isDirectory(packs)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(packs)) {
      return files.filter(file -> file.toString().endsWith(".pack")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remove() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new SourceException(
          Kind.LOCAL, "cannot remove the mirror %s: %s".formatted(directory, e.getMessage()), e);
    }
  }
}
