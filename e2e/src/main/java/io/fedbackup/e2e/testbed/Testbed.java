package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the servers of the test bed, each in its own folder below one run folder, and ends all of
 * them when it is closed. Thread-safe.
 */
public final class Testbed implements AutoCloseable {

  private final TestbedAssets assets = TestbedAssets.locate();
  private final Path directory;
  private final ControlPlaneStarter starter;
  private final Ports ports = new Ports();
  private final TestCa ca = TestCa.create("fedbackup-testbed");
  private final AtomicInteger azurites = new AtomicInteger();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private @Nullable Path programs;

  private Testbed(Path directory, @Nullable ControlPlaneStarter starter) {
    this.directory = directory;
    this.starter = starter != null ? starter : this::startLocally;
  }

  /**
   * A test bed that keeps keys, data and logs below {@code directory}, which is made if need be.
   * Control planes are local processes.
   */
  public static Testbed open(Path directory) {
    return new Testbed(made(directory), null);
  }

  /** The same with control planes of another kind. */
  public static Testbed open(Path directory, ControlPlaneStarter starter) {
    return new Testbed(made(directory), starter);
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the run folder", e);
    }
  }

  private ControlPlane startLocally(String name, Path folder, int port) {
    return LocalControlPlane.start(name, programs(), folder, port, ports);
  }

  /** Once for all, because the first time on a machine takes minutes. */
  private synchronized Path programs() {
    if (programs == null) {
      programs = assets.kubernetes();
    }
    return programs;
  }

  /** Starts a control plane and waits until it works. Names are unique in a test bed. */
  public ControlPlane startControlPlane(String name) {
    return startControlPlanes(List.of(name)).getFirst();
  }

  /** Starts control planes side by side, and waits until all work; in the order of the names. */
  public List<ControlPlane> startControlPlanes(List<String> names) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts =
          names.stream()
              .map(name -> CompletableFuture.supplyAsync(() -> start(name), threads))
              .toList();
      return starts.stream().map(Testbed::result).toList();
    }
  }

  private ControlPlane start(String name) {
    return closing(starter.start(name, Folders.fresh(directory, name), ports.free()));
  }

  private static <T> T result(CompletableFuture<T> start) {
    try {
      return start.join();
    } catch (CompletionException e) {
      throw new TestbedException("A control plane does not start: " + e.getMessage(), e);
    }
  }

  /**
   * Starts Azurite with a certificate of {@link #ca()}.
   *
   * @param accounts names of its storage accounts, 3 to 24 lower case letters and digits
   */
  public Azurite startAzurite(List<String> accounts) {
    var folder = Folders.fresh(directory, "azurite-" + azurites.incrementAndGet());
    return closing(Azurite.start(assets.azurite(), folder, ports.free(), ca.server(), accounts));
  }

  /** Has {@code resource} closed with the test bed, before everything that was added earlier. */
  public synchronized <T extends AutoCloseable> T closing(T resource) {
    started.push(resource);
    return resource;
  }

  /** A loopback port that nothing listens on and that is given to nobody else. */
  public int freePort() {
    return ports.free();
  }

  /** The authority for servers of the test bed other than API servers. */
  public TestCa ca() {
    return ca;
  }

  /** The run folder. */
  public Path directory() {
    return directory;
  }

  /** Closes everything, the latest first; the folder stays, for its logs. */
  @Override
  public synchronized void close() {
    RuntimeException problems = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        // a part of the test bed that does not close must not keep the others running
        problems =
            problems == null ? new TestbedException("The test bed did not close", e) : problems;
      }
    }
    if (problems != null) {
      throw problems;
    }
  }
}
