package io.fedbackup.gitsync.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of all mirrors. Those in use are known; all others are on disk only, and go when they
 * were not used for long, or when all together are too large. Thread-safe.
 */
final class MirrorCache {
  private static final Logger LOG = LoggerFactory.getLogger(MirrorCache.class);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);
  private static final String REMOVED = ".removed";

  private final Path folder;
  private final SourceLimits.Remotes limits;
  private final Clock clock;
  private final Map<String, InUse> inUse = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

  MirrorCache(Path folder, SourceLimits.Remotes limits, Clock clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
  }

  private record InUse(GitMirror mirror, int users) {}

  /** Makes a mirror in its folder. */
  interface Maker {
    GitMirror make(Path home) throws IOException;
  }

  /** The mirror of that name, until {@link #leave}. */
  GitMirror enter(String key, Maker maker) throws IOException {
    try {
      InUse entered =
          inUse.compute(
              key,
              (_, known) ->
                  known == null
                      ? new InUse(make(key, maker), 1)
                      : new InUse(known.mirror(), known.users() + 1));
      return entered.mirror();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private GitMirror make(String key, Maker maker) {
    try {
      return maker.make(folder.resolve(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void leave(String key) {
    inUse.computeIfPresent(
        key,
        (_, known) -> known.users() == 1 ? null : new InUse(known.mirror(), known.users() - 1));
  }

  /** Removes what is too old or too much, every few minutes at most. Trouble is logged only. */
  void sweep() {
    Instant now = clock.instant();
    Instant next = nextSweep.get();
    if (now.isBefore(next) || !nextSweep.compareAndSet(next, now.plus(BETWEEN_SWEEPS))) {
      return;
    }
    try {
      sweep(now);
    } catch (IOException e) {
      LOG.warn("the cache folder cannot be tidied: {}", e.getMessage());
    }
  }

  private record OnDisk(Path home, Instant lastUsed, long bytes) {}

  private void sweep(Instant now) throws IOException {
    List<OnDisk> mirrors = onDisk();
    mirrors.sort(Comparator.comparing(OnDisk::lastUsed));
    long bytes = mirrors.stream().mapToLong(OnDisk::bytes).sum();
    for (OnDisk mirror : mirrors) {
      boolean old = mirror.lastUsed().plus(limits.idle()).isBefore(now);
      if ((old || bytes > limits.cacheBytes()) && remove(mirror.home())) {
        bytes -= mirror.bytes();
      }
    }
  }

  private List<OnDisk> onDisk() throws IOException {
    List<OnDisk> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path home : (Iterable<Path>) folders::iterator) {
        if (home.toString().endsWith(REMOVED)) {
          Folders.remove(home);
        } else if (GitMirror.isHome(home)) {
          onDisk(home).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static Optional<OnDisk> onDisk(Path home) throws IOException {
    try {
      Instant used = Files.getLastModifiedTime(home).toInstant();
      return Optional.of(new OnDisk(home, used, Folders.bytes(home)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Not while it is in use: it is moved out of the way first, and then removed. */
  private boolean remove(Path home) throws IOException {
    Path aside = home.resolveSibling(home.getFileName() + REMOVED);
    boolean[] moved = {false};
    inUse.compute(
        home.getFileName().toString(),
        (_, known) -> {
          if (known == null) {
            moved[0] = move(home, aside);
          }
          return known;
        });
    if (moved[0]) {
      Folders.remove(aside);
    }
    return moved[0];
  }

  private static boolean move(Path home, Path aside) {
    try {
      Files.move(home, aside, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      LOG.warn("a mirror that is not used any more stays on disk: {}", e.getMessage());
      return false;
    }
  }
}
