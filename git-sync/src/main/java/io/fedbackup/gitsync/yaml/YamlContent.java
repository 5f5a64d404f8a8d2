package io.fedbackup.gitsync.yaml;

import io.fedbackup.gitsync.report.Problem;
import java.util.List;

/**
 * What the bytes of one file mean, whatever its name: so it can be kept by the hash of the bytes.
 *
 * @param documents the documents that could be read; empty ones are left out
 * @param flaws why the others could not
 */
public record YamlContent(List<YamlDocument> documents, List<Flaw> flaws) {

  /** A problem of a text whose file name is not known yet. */
  public record Flaw(
      int line, int column, io.fedbackup.gitsync.report.Rule rule, String message, String remedy) {

    /** The problem, in this file. */
    public Problem in(String file) {
      return Problem.ofText(
          new io.fedbackup.gitsync.report.Place(file, line, column), rule, message, remedy);
    }
  }
}
