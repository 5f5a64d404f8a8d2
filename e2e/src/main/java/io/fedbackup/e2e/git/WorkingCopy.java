package io.fedbackup.e2e.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.transport.RefSpec;

/**
 * A person's clone: files are written and removed, committed, and pushed to the server's folder.
 * Not thread-safe.
 */
public final class WorkingCopy implements AutoCloseable {

  private static final PersonIdent AUTHOR = new PersonIdent("Ada Fleet", "ada@example.com");

  private final Git git;
  private final Path directory;
  private final String remote;

  private WorkingCopy(Git git, Path directory, String remote) {
    this.git = git;
    this.directory = directory;
    this.remote = remote;
  }

  /**
   * An empty working copy, on branch main, that pushes to a bare repository's folder.
   *
   * @param directory where the files are; made if need be
   * @param bare the repository to push to
   */
  public static WorkingCopy create(Path directory, Path bare) {
    try {
      Files.createDirectories(directory);
      var git = Git.init().setInitialBranch("main").setDirectory(directory.toFile()).call();
      return new WorkingCopy(git, directory, bare.toUri().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a working copy", e);
    } catch (GitAPIException e) {
      throw new IllegalStateException("Cannot make a working copy", e);
    }
  }

  /** Where the files are. */
  public Path directory() {
    return directory;
  }

  /** Writes a file, making its folders. */
  public WorkingCopy write(String path, String text) {
    try {
      var file = directory.resolve(path);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /** The text of a file. */
  public String read(String path) {
    try {
      return Files.readString(directory.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** Removes a file. */
  public WorkingCopy remove(String path) {
    try {
      Files.delete(directory.resolve(path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + path, e);
    }
  }

  /** Copies a folder's files into this working copy. */
  public WorkingCopy copy(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        write(folder.relativize(file).toString(), Files.readString(file));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + folder, e);
    }
  }

  /**
   * Commits everything as it is now, and pushes branch main.
   *
   * @return the commit's id
   */
  public String commitAndPush(String message) {
    return commitAndPush(message, false);
  }

  /** The same, overwriting what the server has. */
  public String forcePush(String message) {
    return commitAndPush(message, true);
  }

  /** Makes a branch on the server, at the last commit. */
  public void pushBranch(String name) {
    push(new RefSpec("refs/heads/main:refs/heads/" + name));
  }

  /** Deletes a branch on the server. */
  public void removeBranch(String name) {
    push(new RefSpec(":refs/heads/" + name));
  }

  private void push(RefSpec what) {
    try {
      git.push().setRemote(remote).setRefSpecs(what).call();
    } catch (GitAPIException e) {
      throw new IllegalStateException("Cannot push", e);
    }
  }

  private String commitAndPush(String message, boolean force) {
    try {
      git.add().addFilepattern(".").call();
      git.add().addFilepattern(".").setUpdate(true).call();
      var commit =
          git.commit()
              .setMessage(message)
              .setAuthor(AUTHOR)
              .setCommitter(AUTHOR)
              .setSign(false)
              .call();
      git.push()
          .setRemote(remote)
          .setForce(force)
          .setRefSpecs(new RefSpec("refs/heads/main:refs/heads/main"))
          .call();
      return commit.getName();
    } catch (GitAPIException e) {
      throw new IllegalStateException("Cannot commit and push", e);
    }
  }

  @Override
  public void close() {
    git.close();
  }
}
