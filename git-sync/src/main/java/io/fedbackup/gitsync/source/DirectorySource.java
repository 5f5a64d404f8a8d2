package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of a plain directory, as a command line reads them. Symbolic links are not followed.
 */
public final class DirectorySource implements SourceFiles {
  private final Path root;
  private final SourceLimits limits;
  private final List<SourceFile> files = new ArrayList<>();
  private final Set<Refused> refused = new TreeSet<>();
  private final String name;
  private int entries;
  private long total;

  /**
   * Looks at the directory at once.
   *
   * @throws SourceException where it is missing, no directory, or too large
   */
  public DirectorySource(Path root, SourceLimits limits) {
    this.name = root.toString();
    this.limits = limits;
    if (!Files.isDirectory(root)) {
      throw new SourceException(Kind.PATH_NOT_FOUND, "%s is not a directory".formatted(root));
    }
    try {
      // the directory itself may be named by a link
      this.root = root.toRealPath();
      Files.walkFileTree(this.root, new Visitor());
    } catch (IOException e) {
      throw new SourceException(
          Kind.LOCAL, "cannot read %s: %s".formatted(root, e.getMessage()), e);
    }
    files.sort(Comparator.comparing(SourceFile::path));
  }

  @Override
  public String revision() {
    return name;
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
    try (InputStream in =
        Files.newInputStream(root.resolve(file.path()), LinkOption.NOFOLLOW_LINKS)) {
      // one byte more than allowed, so that the YAML reader can say that it is too large
      return in.readNBytes(limits.fileBytes() + 1);
    } catch (IOException e) {
      throw new SourceException(
          Kind.LOCAL, "cannot read %s: %s".formatted(file.path(), e.getMessage()), e);
    }
  }

  @Override
  public void close() {}

  private final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      count();
      boolean hidden =
          !directory.equals(root) && YamlFileNames.isHidden(directory.getFileName().toString());
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      count();
      String name = file.getFileName().toString();
      String path = root.relativize(file).toString().replace('\\', '/');
      if (YamlFileNames.isHidden(name)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink()) {
        refuse(path);
      } else if (YamlFileNames.isYaml(name)) {
        add(path, attributes);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private void count() {
    if (++entries > limits.entries()) {
      throw tooLarge("more than %,d files and folders".formatted(limits.entries()));
    }
  }

  private void refuse(String path) {
    if (refused.size() >= SourceLimits.REFUSED) {
      throw tooLarge("more than %,d symbolic links".formatted(SourceLimits.REFUSED));
    }
    refused.add(new Refused(path, "a symbolic link is not followed"));
  }

  private SourceException tooLarge(String what) {
    return new SourceException(Kind.TOO_LARGE, "%s holds %s".formatted(name, what));
  }

  private void add(String path, BasicFileAttributes attributes) {
    total += attributes.size();
    if (files.size() >= limits.files() || total > limits.totalBytes()) {
      throw tooLarge(
          "more than %,d YAML files or %,d bytes of them"
              .formatted(limits.files(), limits.totalBytes()));
    }
    files.add(
        new SourceFile(
            path, path + ':' + attributes.size() + ':' + attributes.lastModifiedTime().toMillis()));
  }
}
