package io.fedbackup.agent.validate;

import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.ObjectLock;
import io.fedbackup.agent.store.ObjectStore;
import io.fedbackup.agent.store.StoreFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A store in memory that fails, crashes or hangs where a test wants it to. */
final class ScriptedStore implements ObjectStore {

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, FailureReason> failures = new ConcurrentHashMap<>();
  private final Map<String, RuntimeException> crashes = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> hangs = new ConcurrentHashMap<>();
  private volatile Optional<ObjectLock> lock = Optional.of(new ObjectLock(false, "", false));
  private volatile Written written = Written.WITHOUT_VERSION;
  private volatile boolean garbles;
  private volatile boolean keeps;

  void lock(Optional<ObjectLock> wanted) {
    lock = wanted;
  }

  void writes(Written wanted) {
    written = wanted;
  }

  void garbles() {
    garbles = true;
  }

  void keepsObjects() {
    keeps = true;
  }

  void fail(String call, FailureReason reason) {
    failures.put(call, reason);
  }

  void crash(String call, RuntimeException exception) {
    crashes.put(call, exception);
  }

  /** The first such call never ends, unless interrupted. */
  void hang(String call) {
    hangs.put(call, new CountDownLatch(1));
  }

  List<String> calls() {
    return calls;
  }

  Map<String, byte[]> objects() {
    return objects;
  }

  @Override
  public void authenticate() throws StoreFailure {
    enter("authenticate");
  }

  @Override
  public Optional<ObjectLock> objectLock() throws StoreFailure {
    enter("objectLock");
    return lock;
  }

  @Override
  public void list() throws StoreFailure {
    enter("list");
  }

  @Override
  public Written write(String name, byte[] content) throws StoreFailure {
    enter("write " + name);
    if (written != Written.REFUSED_BY_IMMUTABILITY) {
      objects.put(name, content.clone());
    }
    return written;
  }

  @Override
  public byte[] read(String name, int limit) throws StoreFailure {
    enter("read " + name);
    var content = objects.getOrDefault(name, new byte[0]);
    return garbles ? new byte[] {1} : Arrays.copyOf(content, Math.min(limit, content.length));
  }

  @Override
  public boolean delete(String name) throws StoreFailure {
    enter("delete " + name);
    if (!keeps) {
      objects.remove(name);
    }
    return !keeps;
  }

  @Override
  public void probeWrite(String name) throws StoreFailure {
    enter("probeWrite " + name);
  }

  private void enter(String call) throws StoreFailure {
    calls.add(call);
    var latch = hangs.remove(call);
    if (latch != null) {
      await(latch);
    }
    var crash = crashes.get(call);
    if (crash != null) {
      throw crash;
    }
    var reason = failures.get(call);
    if (reason != null) {
      throw new StoreFailure(reason, call + " failed", "remedy");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
