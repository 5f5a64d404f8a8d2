package io.fedbackup.gitsync.source;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit from reading the machine's and the user's Git configuration: rewritten URLs,
 * switched-off TLS and proxies there are not part of a GitSync. Installed for the whole JVM, by
 * {@link GitMirrors}.
 */
final class IsolatedGitConfig extends SystemReader.Delegate {
  private IsolatedGitConfig(SystemReader delegate) {
    super(delegate);
  }

  static synchronized void install() {
    SystemReader current = SystemReader.getInstance();
    if (!(current instanceof IsolatedGitConfig)) {
      SystemReader.setInstance(new IsolatedGitConfig(current));
    }
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  /** Without a file behind it. */
  private static final class Empty extends FileBasedConfig {
    Empty(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    /** Nothing is kept: JGit would write what it measured of the file system. */
    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public String toString() {
      return "no configuration";
    }
  }
}
