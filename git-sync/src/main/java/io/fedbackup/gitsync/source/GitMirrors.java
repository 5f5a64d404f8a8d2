package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Bare, shallow mirrors of repositories in a folder that may be lost at any time, one per URL;
 * GitSyncs of one URL share it, but each first lists the ref with its own credentials. What was not
 * used for long is removed. Thread-safe.
 */
public final class GitMirrors {
  private final MirrorCache cache;
  private final SourceLimits limits;
  private final RemoteAccess access;
  private final Clock clock;

  /** Mirrors in this folder, which is made when needed. */
  public GitMirrors(Path folder, SourceLimits limits, HttpsProxies proxies, Clock clock) {
    this.limits = limits;
    this.clock = clock;
    this.access = new RemoteAccess(proxies);
    this.cache = new MirrorCache(folder, limits.remote(), clock);
    IsolatedGitConfig.install();
  }

  /** The end of one sync, for {@link GitRemote}. */
  public Deadline deadline(Duration timeout) {
    return Deadline.after(clock, timeout);
  }

  /**
   * Asks the remote which commit the ref is now; cheap, and proof that the credentials may see it.
   *
   * @throws SourceException for all that can go wrong
   */
  public GitRevision look(GitRemote remote, GitRef ref) {
    String key = key(remote);
    GitMirror mirror = enter(key);
    try {
      return mirror.look(remote, ref);
    } finally {
      cache.leave(key);
    }
  }

  /**
   * The files below a path in that revision, fetched where the mirror lacks it. To be closed;
   * meanwhile others may fetch and read.
   *
   * @throws SourceException for all that can go wrong
   */
  public GitFiles open(GitRemote remote, GitRevision revision, String path) {
    GitPath below = GitPath.of(path);
    String key = key(remote);
    cache.sweep();
    GitMirror mirror = enter(key);
    boolean handedOver = false;
    try {
      GitFiles files = mirror.open(remote, revision, below, () -> cache.leave(key));
      handedOver = true;
      return files;
    } finally {
      if (!handedOver) {
        cache.leave(key);
      }
    }
  }

  private GitMirror enter(String key) {
    try {
      return cache.enter(
          key,
          home -> {
            var mirror = new GitMirror(home, limits, access);
            Files.setLastModifiedTime(home, FileTime.from(clock.instant()));
            return mirror;
          });
    } catch (IOException e) {
      throw new SourceException(
          Kind.LOCAL,
          "cannot write to the cache folder: %s".formatted(TransportFailures.oneLine(e)),
          e);
    }
  }

  private static String key(GitRemote remote) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(remote.url().toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
