package io.fedbackup.e2e.bench;

import io.fedbackup.e2e.testbed.ProcessFigures;
import java.util.concurrent.CompletableFuture;

/**
 * Something that applies a folder of a Git repository to the backup cluster, and that is told to
 * look by an annotation. Only one runs at a time.
 */
interface Contender {

  /** What people call it. */
  String name();

  /** The field manager of what it applies. */
  String fieldManager();

  /** Starts its programs with nothing kept from earlier, and waits until they are ready. */
  void start();

  /** Ends its programs. */
  void stop();

  /** Has it follow a folder of branch main, as a person would who sets it up. */
  void follow(String folder);

  /** Tells it that there is a new commit. */
  void announceCommit(String request);

  /** Asks it to look at the repository and at all objects again. */
  void requestSync(String request);

  /** Completes when its status says that a commit is applied; watches from now on. */
  CompletableFuture<?> applied(String commit);

  /** Completes when its status says that a request was served; watches from now on. */
  CompletableFuture<?> served(String request);

  /** What its programs have used since they were started. */
  ProcessFigures figures();
}
