package io.fedbackup.gitsync.yaml;

import io.fedbackup.gitsync.report.Rule;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Counts events before anything is built of them: without that, a few megabytes of brackets become
 * some gigabytes of nodes. Not thread-safe.
 */
final class BoundedParser implements Parser {
  private final Parser parser;
  private final YamlLimits limits;
  private long nodes;
  private int depth;

  BoundedParser(Parser parser, YamlLimits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> {
        node(event);
        deeper(event);
      }
      case Scalar, Alias -> node(event);
      case MappingEnd, SequenceEnd -> depth--;
      default -> {}
    }
    return event;
  }

  /** Keys are nodes too, so a file within its limit of values has at most twice as many. */
  private void node(Event event) {
    if (++nodes > 2L * limits.values()) {
      throw Refusal.ofFile(
          event.getStartMark(),
          Rule.TOO_LARGE,
          "the file has more than %,d values".formatted(limits.values()),
          "split it into several files");
    }
  }

  private void deeper(Event event) {
    if (++depth > limits.depth()) {
      throw Refusal.ofFile(
          event.getStartMark(),
          Rule.TOO_LARGE,
          "nested deeper than " + limits.depth() + " levels",
          "flatten it");
    }
  }
}
