package io.fedbackup.reconciler.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log of a running reconciler looks like. */
class LogLinesTest {

  @ParameterizedTest
  @CsvSource({
    "text, io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector",
    "json, io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector",
    "text, com.example.AnyLibrary",
    "json, com.example.AnyLibrary"
  })
  void a_library_s_exception_is_one_line_with_its_cause(String format, String logger)
      throws JoranException {
    var line =
        line(
            format,
            logger,
            "cannot renew",
            new IOException("lost", new ConnectException("refused")));

    assertThat(line.lines()).hasSize(1);
    assertThat(line).contains("cannot renew", "refused").doesNotContain("\\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void a_mistake_of_our_own_has_its_stack_trace(String format) throws JoranException {
    var line =
        line(format, "io.fedbackup.reconciler.Any", "a mistake", new IllegalStateException("x"));

    assertThat(line).contains("a mistake", LogLinesTest.class.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.fabric8.Any", "io.fedbackup.Any"})
  void a_line_ends_with_its_message(String logger) throws JoranException {
    assertThat(line("text", logger, "all is well", null)).endsWith(" all is well\n");
  }

  private static String line(
      String format, String logger, String message, @Nullable Throwable cause)
      throws JoranException {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(LogLinesTest.class.getResource("/logging-" + format + ".xml")));
    var from = context.getLogger(logger);
    var to = from;
    while (!to.iteratorForAppenders().hasNext()) {
      to = context.getLogger(parent(to.getName()));
    }
    var appender = (OutputStreamAppender<ILoggingEvent>) to.iteratorForAppenders().next();
    var event =
        new LoggingEvent(LogLinesTest.class.getName(), from, Level.WARN, message, cause, null);
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private static String parent(String logger) {
    int dot = logger.lastIndexOf('.');
    return dot < 0 ? org.slf4j.Logger.ROOT_LOGGER_NAME : logger.substring(0, dot);
  }
}
