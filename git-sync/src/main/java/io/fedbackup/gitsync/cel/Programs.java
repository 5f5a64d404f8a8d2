package io.fedbackup.gitsync.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiled rules, each compiled when it is first needed. The functions are those of CEL and its
 * strings extension; Kubernetes has more, which no definition of ours uses. Thread-safe.
 */
final class Programs {
  /** Far more than any list of ours is long. */
  private static final int MOST_ITERATIONS = 100_000;

  private static final CelOptions OPTIONS =
      CelOptions.current().comprehensionMaxIterations(MOST_ITERATIONS).build();

  private final CelCompiler compiler =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addLibraries(CelExtensions.strings())
          .addVar("self", SimpleType.DYN)
          .addVar("oldSelf", SimpleType.DYN)
          .build();
  private final CelRuntime runtime =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addLibraries(CelExtensions.strings())
          .build();
  private final Map<String, CelRuntime.Program> programs = new ConcurrentHashMap<>();

  /**
   * Whether the rule holds.
   *
   * @throws CelEvaluationException where it says neither yes nor no
   */
  boolean holds(String rule, Map<String, Object> variables) throws CelEvaluationException {
    Object result = programs.computeIfAbsent(rule, this::compile).eval(variables);
    return Boolean.TRUE.equals(result);
  }

  private CelRuntime.Program compile(String rule) {
    try {
      return runtime.createProgram(compiler.compile(rule).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("a rule of our own definitions: " + rule, e);
    }
  }
}
