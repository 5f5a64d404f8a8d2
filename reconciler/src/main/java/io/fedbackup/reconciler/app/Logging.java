package io.fedbackup.reconciler.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Chooses between the two forms of log lines. */
final class Logging {
  private Logging() {}

  static void configure(Options.LogFormat format) {
    String resource = "/logging-" + format.name().toLowerCase(Locale.ROOT) + ".xml";
    URL configuration = Objects.requireNonNull(Logging.class.getResource(resource), resource);
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    context.reset();
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException("the program's own " + resource + " is broken", e);
    }
  }
}
