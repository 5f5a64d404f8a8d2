package io.fedbackup.gitsync.cli;

import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.source.DirectorySource;
import io.fedbackup.gitsync.source.SourceLimits;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.Validated;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbackup validate DIR}: needs no cluster. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a directory of documents without a cluster: YAML, kinds, fields, values, CEL rules, references, and"
          + " what the documents mean together.",
      "Errors refuse the documents; warnings do so with --strict only."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the documents may be applied; there may be warnings",
      "1:refused: there are errors, or warnings with --strict",
      "2:could not run: usage, no such directory"
    })
final class ValidateCommand implements Callable<Integer> {
  @Mixin private DocumentOptions options = new DocumentOptions();

  @Option(names = "--strict", description = "Warnings refuse the documents too.")
  private boolean strict;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var scope =
        new Scope(
            Optional.ofNullable(options.namespace),
            Optional.ofNullable(options.namespace),
            new KnownByOption(options.known));
    try (var source = new DirectorySource(options.directory(), SourceLimits.DEFAULT)) {
      Validated validated =
          new Documents(Kinds.reader(), Kinds.validator()).validate(source, scope);
      new ProblemPrinter(source, options.directory())
          .print(validated, options.output, Streams.out(spec));
      boolean refused = !validated.isValid() || (strict && !validated.warnings().isEmpty());
      return refused ? ExitCode.REFUSED : ExitCode.DONE;
    }
  }
}
