package io.fedbackup.e2e.doubles.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a pod lie, and how its paths become paths of this machine: {@code
 * volumes/<name>} once per pod, and per container a {@code root} with links to the volumes at their
 * mount paths.
 */
record PodLayout(Path directory) {

  static final String DEFAULT_TERMINATION_PATH = "/dev/termination-log";

  static PodLayout of(Path pods, Pod pod) {
    return new PodLayout(pods.resolve(pod.getMetadata().getUid()));
  }

  Path volume(String name) {
    return directory.resolve("volumes").resolve(name);
  }

  Path root(Container container) {
    return directory.resolve(container.getName()).resolve("root");
  }

  Path log(String container, int attempt) {
    return directory.resolve(container).resolve(attempt + ".log");
  }

  /** The local file of the container's termination message. */
  Path terminationMessage(Container container) {
    return local(container, terminationPath(container));
  }

  static String terminationPath(Container container) {
    return Optional.ofNullable(container.getTerminationMessagePath())
        .orElse(DEFAULT_TERMINATION_PATH);
  }

  /** Makes the container's root with its mounts and an empty termination message. */
  void prepare(Container container) throws IOException {
    var root = root(container);
    Files.createDirectories(root);
    for (var mount : container.getVolumeMounts()) {
      var link = local(container, mount.getMountPath());
      Files.createDirectories(link.getParent());
      var target = volume(mount.getName());
      if (mount.getSubPath() != null && !mount.getSubPath().isEmpty()) {
        target = target.resolve(mount.getSubPath());
      }
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, target);
      }
    }
    var message = terminationMessage(container);
    Files.createDirectories(message.getParent());
    Files.writeString(message, "");
  }

  /**
   * An environment value or argument in which a path into a mount, or that of the termination
   * message, has become a local one; also after the first {@code =} of an argument.
   */
  String rewrite(Container container, String value) {
    var local = rewritePath(container, value);
    if (local != null) {
      return local;
    }
    int equals = value.indexOf('=');
    if (value.startsWith("-") && equals > 0) {
      var option = rewritePath(container, value.substring(equals + 1));
      return option == null ? value : value.substring(0, equals + 1) + option;
    }
    return value;
  }

  private @Nullable String rewritePath(Container container, String value) {
    if (value.equals(terminationPath(container))) {
      return terminationMessage(container).toString();
    }
    boolean mounted =
        mounts(container).stream()
            .map(mount -> withoutSlash(mount.getMountPath()))
            .anyMatch(path -> value.equals(path) || value.startsWith(path + "/"));
    return mounted ? local(container, value).toString() : null;
  }

  private static List<VolumeMount> mounts(Container container) {
    return container.getVolumeMounts().stream()
        .sorted(Comparator.comparingInt(mount -> -mount.getMountPath().length()))
        .toList();
  }

  private Path local(Container container, String path) {
    return Path.of(root(container) + "/" + path.replaceFirst("^/+", "")).normalize();
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Removes the volumes, which may hold secrets; logs stay. */
  void forgetVolumes() throws IOException {
    var volumes = directory.resolve("volumes");
    if (!Files.exists(volumes)) {
      return;
    }
    Files.walkFileTree(
        volumes,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
