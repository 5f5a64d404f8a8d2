package io.fedbackup.gitsync.yaml;

import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.yaml.YamlContent.Flaw;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Ends the reading of one document or file; never leaves this package. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Flaw flaw;
  private final boolean endsFile;

  private Refusal(Flaw flaw, boolean endsFile) {
    super(flaw.message(), null, false, false);
    this.flaw = flaw;
    this.endsFile = endsFile;
  }

  /** Of one document; those after it are read. */
  static Refusal at(Optional<Mark> mark, Rule rule, String message, String remedy) {
    return new Refusal(flaw(mark, rule, message, remedy), false);
  }

  /** Of all that is left of the file. */
  static Refusal ofFile(Optional<Mark> mark, Rule rule, String message, String remedy) {
    return new Refusal(flaw(mark, rule, message, remedy), true);
  }

  /** Of all that is left of the file. */
  static Refusal ofFile(Flaw flaw) {
    return new Refusal(flaw, true);
  }

  static Flaw flaw(Optional<Mark> mark, Rule rule, String message, String remedy) {
    return new Flaw(
        mark.map(m -> m.getLine() + 1).orElse(0),
        mark.map(m -> m.getColumn() + 1).orElse(0),
        rule,
        message,
        remedy);
  }

  Flaw flaw() {
    return flaw;
  }

  boolean endsFile() {
    return endsFile;
  }
}
