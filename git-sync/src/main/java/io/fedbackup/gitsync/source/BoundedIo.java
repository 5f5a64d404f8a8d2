package io.fedbackup.gitsync.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;

/**
 * The bounds of one exchange with a remote: bytes received, and the time at which it has to be
 * over.
 */
final class BoundedIo {
  private final Deadline deadline;
  private final long maximum;
  private final AtomicLong received = new AtomicLong();

  BoundedIo(Deadline deadline, long maximum) {
    this.deadline = deadline;
    this.maximum = maximum;
  }

  /** More was sent than is read. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;
  }

  boolean isOver() {
    return deadline.isOver();
  }

  ProgressMonitor monitor() {
    return new EmptyProgressMonitor() {
      @Override
      public boolean isCancelled() {
        return isOver();
      }
    };
  }

  InputStream bound(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        check();
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        check();
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
      }
    };
  }

  private void check() throws InterruptedIOException {
    if (isOver()) {
      throw new InterruptedIOException("the time-out passed");
    }
  }

  private void count(int bytes) throws TooMuch {
    if (bytes > 0 && received.addAndGet(bytes) > maximum) {
      throw new TooMuch();
    }
  }
}
