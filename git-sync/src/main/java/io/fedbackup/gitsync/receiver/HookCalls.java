package io.fedbackup.gitsync.receiver;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about calls: what is cheap to refuse is refused before anything is read. Thread-safe;
 * holds at most {@link #AT_ONCE} bodies at a time.
 */
final class HookCalls {
  static final int LARGEST_BODY = 5 << 20;
  static final int AT_ONCE = 16;

  private static final Logger LOG = LoggerFactory.getLogger(HookCalls.class);
  private static final Pattern PATH =
      Pattern.compile("/hook/([a-z0-9][a-z0-9-]{0,62})/([a-z0-9][a-z0-9.-]{0,252})");

  private final HookTargets targets;
  private final Semaphore bodies = new Semaphore(AT_ONCE);

  HookCalls(HookTargets targets) {
    this.targets = targets;
  }

  /** One call as the server gives it. */
  interface Call {
    /** The HTTP method. */
    String method();

    /** As it was sent, not decoded. */
    String path();

    CallHeaders headers();

    /**
     * The body, or empty where it has more than so many bytes.
     *
     * @throws IOException where it does not arrive in time
     */
    Optional<byte[]> body(int most) throws IOException;
  }

  /** The GitSync, where it is known, and what the caller is told. */
  record Decision(Optional<HookTarget> target, HookAnswer answer) {}

  /**
   * Decides, and triggers where that is the decision.
   *
   * @throws IOException where the body does not arrive
   */
  Decision decide(Call call) throws IOException {
    if (!call.method().equals("POST")) {
      return new Decision(Optional.empty(), HookAnswer.METHOD_NOT_ALLOWED);
    }
    if (!targets.isServing()) {
      return new Decision(Optional.empty(), HookAnswer.NOT_SERVING);
    }
    Optional<HookTarget> target = find(call.path());
    return new Decision(
        target, target.isPresent() ? decide(target.get(), call) : HookAnswer.NOT_FOUND);
  }

  private Optional<HookTarget> find(String path) {
    Matcher names = PATH.matcher(path);
    return names.matches() ? targets.find(names.group(1), names.group(2)) : Optional.empty();
  }

  private HookAnswer decide(HookTarget target, Call call) throws IOException {
    if (!bodies.tryAcquire()) {
      return HookAnswer.BUSY;
    }
    try {
      Optional<HookKey> key = target.key();
      if (key.isEmpty()) {
        return HookAnswer.KEY_UNUSABLE;
      }
      if (!key.get().mayBe(call.headers())) {
        return HookAnswer.NOT_AUTHENTIC;
      }
      Optional<byte[]> body = call.body(LARGEST_BODY);
      if (body.isEmpty()) {
        return HookAnswer.TOO_LARGE;
      }
      return key.get().isAuthentic(call.headers(), body.get())
          ? authentic(target, call.headers(), body.get())
          : HookAnswer.NOT_AUTHENTIC;
    } finally {
      bodies.release();
    }
  }

  private static HookAnswer authentic(HookTarget target, CallHeaders headers, byte[] body) {
    try {
      return switch (HookEvents.read(target.provider(), headers, body)) {
        case HookEvent.Ping ignored -> HookAnswer.PONG;
        case HookEvent.Other ignored -> HookAnswer.IGNORED;
        case HookEvent.Push push -> pushed(target, push);
      };
    } catch (HookEvents.Malformed e) {
      LOG.debug("a call of {} cannot be read: {}", target.provider(), e.getMessage());
      return HookAnswer.MALFORMED;
    }
  }

  private static HookAnswer pushed(HookTarget target, HookEvent.Push push) {
    if (!push.refs().isEmpty() && !target.ref().isAmong(push.refs())) {
      return HookAnswer.IGNORED;
    }
    if (target.isSuspended()) {
      return HookAnswer.SUSPENDED;
    }
    target.trigger();
    return HookAnswer.ACCEPTED;
  }
}
