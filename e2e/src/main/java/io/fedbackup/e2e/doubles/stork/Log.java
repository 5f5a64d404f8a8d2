package io.fedbackup.e2e.doubles.stork;

import org.slf4j.LoggerFactory;

/** The double's log: its pod's standard output. */
final class Log {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(StorkDouble.class);

  private Log() {}

  static void line(String text) {
    LOG.info("{}", text);
  }
}
