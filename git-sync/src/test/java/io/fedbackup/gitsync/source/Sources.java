package io.fedbackup.gitsync.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What tests of sources do again and again. */
public final class Sources {
  private Sources() {}

  public static GitMirrors mirrors(Path folder) {
    return mirrors(folder, SourceLimits.DEFAULT);
  }

  static GitMirrors mirrors(Path folder, SourceLimits limits) {
    return new GitMirrors(folder, limits, HttpsProxies.none(), Clock.systemUTC());
  }

  public static GitRemote remote(String url, GitCredentials credentials) {
    return remote(url, credentials, Duration.ofSeconds(60));
  }

  static GitRemote remote(String url, GitCredentials credentials, Duration timeout) {
    return GitRemote.of(
        url,
        GitRemote.Allow.REMOTES_AND_FILES,
        credentials,
        Deadline.after(Clock.systemUTC(), timeout));
  }

  static GitCredentials secret(String... keysAndValues) {
    Map<String, byte[]> data = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      data.put(keysAndValues[i], keysAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return GitCredentials.fromSecret("repository", data);
  }

  public static GitFiles open(GitMirrors mirrors, GitRemote remote, GitRef ref, String path) {
    return mirrors.open(remote, mirrors.look(remote, ref), path);
  }

  static List<String> paths(SourceFiles files) {
    return files.files().stream().map(SourceFile::path).toList();
  }

  static String text(SourceFiles files, String path) {
    return files.files().stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .map(file -> new String(files.read(file), StandardCharsets.UTF_8))
        .orElseThrow();
  }
}
