package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.net.SocketException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;

/**
 * What was fetched of one URL: folders on disk, of which the newest is in use. One that is damaged
 * or full is replaced by an empty one, and goes when nobody reads it any more. Thread-safe.
 */
final class GitMirror {
  private static final String SUFFIX = ".git";

  private final Path home;
  private final SourceLimits limits;
  private final RemoteAccess access;
  private final RemoteRefs refs;
  private MirrorFolder current;
  private long generation;

  /** Goes on with what is on disk. */
  GitMirror(Path home, SourceLimits limits, RemoteAccess access) throws IOException {
    this.home = home;
    this.limits = limits;
    this.access = access;
    this.refs = new RemoteRefs(access, limits.remote());
    this.generation = newest(Files.createDirectories(home));
    this.current = new MirrorFolder(folder(generation));
  }

  private static long newest(Path home) throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(home)) {
      folders = found.filter(path -> path.toString().endsWith(SUFFIX)).toList();
    }
    long newest = folders.stream().mapToLong(GitMirror::generation).max().orElse(0);
    for (Path folder : folders) {
      if (generation(folder) != newest) {
        Folders.remove(folder);
      }
    }
    return newest;
  }

  private static long generation(Path folder) {
    String name = folder.getFileName().toString();
    String number = name.substring(0, name.length() - SUFFIX.length());
    return number.matches("\\d{1,15}") ? Long.parseLong(number) : -1;
  }

  private Path folder(long number) {
    return home.resolve(number + SUFFIX);
  }

  private synchronized MirrorFolder enter() {
    current.enter();
    return current;
  }

  /** What comes next begins anew; whoever uses the folder may end. */
  private void replace(MirrorFolder folder) {
    synchronized (this) {
      if (folder == current) {
        generation++;
        current = new MirrorFolder(folder(generation));
      }
    }
    folder.giveUp();
  }

  GitRevision look(GitRemote remote, GitRef ref) {
    try {
      return lookOnce(remote, ref);
    } catch (IOException e) {
      try {
        return lookOnce(remote, ref);
      } catch (IOException again) {
        throw local(again);
      }
    }
  }

  private GitRevision lookOnce(GitRemote remote, GitRef ref) throws IOException {
    MirrorFolder folder = enter();
    try (Repository repository = folder.open()) {
      return refs.look(repository, remote, ref);
    } catch (IOException e) {
      replace(folder);
      throw e;
    } finally {
      folder.leave();
    }
  }

  GitFiles open(GitRemote remote, GitRevision revision, GitPath path, Runnable onClose) {
    try {
      return openOnce(remote, revision, path, Blobs.THAT_MAY_BE_READ, onClose);
    } catch (IOException e) {
      // a file that is missing may be one that was left out
      Blobs blobs = e instanceof MissingObjectException ? Blobs.ALL : Blobs.THAT_MAY_BE_READ;
      try {
        return openOnce(remote, revision, path, blobs, onClose);
      } catch (IOException again) {
        throw local(again);
      }
    }
  }

  private static SourceException local(IOException e) {
    return new SourceException(
        Kind.LOCAL,
        "the mirror cannot be read or written: %s; see that the cache folder is writable and not full"
            .formatted(TransportFailures.oneLine(e)),
        e);
  }

  private GitFiles openOnce(
      GitRemote remote, GitRevision revision, GitPath path, Blobs blobs, Runnable onClose)
      throws IOException {
    MirrorFolder folder = enterWithRoom(revision);
    boolean handedOver = false;
    try {
      if (!folder.holds(revision)) {
        fetch(folder, remote, revision, blobs);
      }
      var use = new Use(folder, remote.deadline(), onClose);
      GitFiles files = new GitCommitFiles(folder.open(), revision, path, limits, use);
      handedOver = true;
      return files;
    } catch (SourceException e) {
      if (TransportFailures.isLocal(e)) {
        replace(folder);
        throw new IOException(e.getMessage(), e);
      }
      throw e;
    } catch (IOException e) {
      replace(folder);
      throw e;
    } finally {
      if (!handedOver) {
        folder.leave();
      }
    }
  }

  private MirrorFolder enterWithRoom(GitRevision revision) throws IOException {
    MirrorFolder folder = enter();
    boolean full = true;
    try {
      full = !folder.holds(revision) && folder.isFull(limits.remote().cacheBytes() / 2);
    } finally {
      if (full) {
        replace(folder);
        folder.leave();
      }
    }
    return full ? enter() : folder;
  }

  /** Which files are fetched. */
  private enum Blobs {
    /** Not those that are too large to be read. */
    THAT_MAY_BE_READ,
    ALL
  }

  private final class Use implements GitCommitFiles.Use {
    private final MirrorFolder folder;
    private final Deadline deadline;
    private final Runnable onClose;

    private Use(MirrorFolder folder, Deadline deadline, Runnable onClose) {
      this.folder = folder;
      this.deadline = deadline;
      this.onClose = onClose;
    }

    @Override
    public Deadline deadline() {
      return deadline;
    }

    @Override
    public void damaged() {
      replace(folder);
    }

    @Override
    public void ended() {
      folder.leave();
      onClose.run();
    }
  }

  private void fetch(MirrorFolder folder, GitRemote remote, GitRevision revision, Blobs blobs)
      throws IOException {
    await(folder, remote);
    try (Repository repository = folder.open()) {
      if (!folder.holds(revision)) {
        access.exchange(
            repository,
            remote,
            limits.remote().transferBytes(),
            opened -> fetch(opened, remote, revision, blobs));
      }
    } finally {
      folder.fetching.unlock();
    }
  }

  private static void await(MirrorFolder folder, GitRemote remote) {
    boolean mine;
    try {
      mine =
          folder.fetching.tryLock(remote.deadline().remaining().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      mine = false;
    }
    if (!mine) {
      throw new SourceException(
          Kind.TIMED_OUT,
          "another fetch of %s did not end within %s s"
              .formatted(remote.url(), remote.deadline().timeout().toSeconds()));
    }
  }

  private boolean fetch(
      RemoteAccess.Opened opened, GitRemote remote, GitRevision revision, Blobs blobs)
      throws IOException, URISyntaxException {
    try {
      fetchByHash(opened, revision, blobs);
    } catch (TransportException e) {
      if (opened.bounds().isOver() || !mayFetchOtherwise(e)) {
        throw e;
      }
      if (blobs == Blobs.THAT_MAY_BE_READ && TransportFailures.isFilterRefused(e)) {
        return fetch(opened, remote, revision, Blobs.ALL);
      }
      fetchByRef(opened, remote, revision, e);
    }
    return true;
  }

  private void fetchByHash(RemoteAccess.Opened opened, GitRevision revision, Blobs blobs)
      throws IOException, URISyntaxException {
    String from = revision.fetched();
    try (Transport transport = shallow(opened)) {
      if (blobs == Blobs.THAT_MAY_BE_READ) {
        transport.setFilterSpec(
            FilterSpec.fromFilterLine("blob:limit=" + (limits.fileBytes() + 1L)));
      }
      transport.fetch(opened.bounds().monitor(), List.of(keeping(from, revision)));
    }
  }

  private static RefSpec keeping(String from, GitRevision revision) {
    return new RefSpec("+" + from + ":" + MirrorFolder.kept(revision));
  }

  private static Transport shallow(RemoteAccess.Opened opened)
      throws IOException, URISyntaxException {
    Transport transport = opened.transport();
    transport.setTagOpt(TagOpt.NO_TAGS);
    // No setCheckFetchedObjects: JGit 7.5 takes a shallow fetch for an incomplete one. Hashes are
    // verified all the same, and a missing object makes the mirror be fetched anew.
    transport.setDepth(1);
    return transport;
  }

  private static boolean mayFetchOtherwise(TransportException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof BoundedIo.TooMuch || at instanceof SocketException) {
        return false;
      }
    }
    return true;
  }

  /** For servers that do not serve a commit by its hash: a ref that is at the commit. */
  private void fetchByRef(
      RemoteAccess.Opened opened, GitRemote remote, GitRevision revision, TransportException cause)
      throws IOException, URISyntaxException {
    Optional<String> ref =
        switch (revision.ref()) {
          case GitRef.Branch branch -> Optional.of(branch.fullName());
          case GitRef.Tag tag -> Optional.of(tag.fullName());
          case GitRef.Versions _, GitRef.Commit _ ->
              refs.refAt(opened.repository(), remote, revision.commit());
        };
    if (ref.isEmpty()) {
      throw notServed(remote, revision, cause);
    }
    try (Transport transport = shallow(opened)) {
      transport.fetch(opened.bounds().monitor(), List.of(keeping(ref.get(), revision)));
    }
    keep(opened.repository(), remote, revision);
  }

  private static SourceException notServed(
      GitRemote remote, GitRevision revision, TransportException cause) {
    return new SourceException(
        Kind.REF_NOT_FOUND,
        "%s has no %s, or serves only commits that a branch or tag is at; correct spec.ref (%s)"
            .formatted(remote.url(), revision.ref().describe(), TransportFailures.oneLine(cause)),
        cause);
  }

  /**
   * Sees that the very commit is there: a branch that moved meanwhile is looked at again by the
   * next sync.
   */
  private static void keep(Repository repository, GitRemote remote, GitRevision revision)
      throws IOException {
    ObjectId wanted = ObjectId.fromString(revision.fetched());
    if (!repository.getObjectDatabase().has(wanted)) {
      throw new SourceException(
          Kind.REF_NOT_FOUND,
          "%s is not at %s any more: it moved while it was fetched"
              .formatted(revision, remote.url()));
    }
    RefUpdate update = repository.updateRef(MirrorFolder.kept(revision));
    update.setNewObjectId(wanted);
    update.setForceUpdate(true);
    update.disableRefLog();
    RefUpdate.Result result = update.forceUpdate();
    if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
      throw new IOException("the ref of the fetched commit cannot be written");
    }
  }

  /** Whether a folder below the cache is one of these. */
  static boolean isHome(Path folder) {
    return folder.getFileName().toString().matches("[0-9a-f]{32}")
        && !Files.exists(folder.resolve(Constants.HEAD));
  }
}
