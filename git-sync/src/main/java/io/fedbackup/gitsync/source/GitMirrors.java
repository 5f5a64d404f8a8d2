package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bare, shallow mirrors of repositories in a folder that may be lost at any time, one per URL;
 * GitSyncs of one URL share it, but each first lists the ref with its own credentials. Thread-safe.
 */
public final class GitMirrors {
  private final Path folder;
  private final SourceLimits limits;
  private final Clock clock;
  private final Map<String, GitMirror> mirrors = new ConcurrentHashMap<>();

  /** Mirrors in this folder, which is made when needed. */
  public GitMirrors(Path folder, SourceLimits limits, Clock clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
    IsolatedGitConfig.install();
  }

  /**
   * Asks the remote which commit the ref is now; cheap, and proof that the credentials may see it.
   *
   * @throws SourceException for all that can go wrong
   */
  public GitRevision look(GitRemote remote, GitRef ref) {
    return mirror(remote).look(remote, ref);
  }

  /**
   * The files below a path in that revision, fetched where the mirror lacks it. To be closed by the
   * thread that opened it; while it is open, the mirror is not removed.
   *
   * @throws SourceException for all that can go wrong
   */
  public SourceFiles open(GitRemote remote, GitRevision revision, String path) {
    return mirror(remote).open(remote, revision, GitPath.of(path));
  }

  private GitMirror mirror(GitRemote remote) {
    return mirrors.computeIfAbsent(
        remote.url().toString(), url -> new GitMirror(directory(url), limits, clock));
  }

  private Path directory(String url) {
    try {
      Files.createDirectories(folder);
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(hash, 0, 16) + ".git");
    } catch (IOException e) {
      throw new SourceException(
          Kind.LOCAL,
          "cannot write to the cache folder %s: %s".formatted(folder, e.getMessage()),
          e);
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException("every Java runtime has SHA-256", e));
    }
  }
}
