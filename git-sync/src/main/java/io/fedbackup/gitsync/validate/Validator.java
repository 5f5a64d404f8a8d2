package io.fedbackup.gitsync.validate;

import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.schema.Catalog;
import java.util.List;

/**
 * Decides whether documents may be applied, and says everything that is wrong with them at once.
 * Thread-safe.
 */
public final class Validator {
  private final Catalog catalog;
  private final List<ObjectRule> objectRules;
  private final List<FleetRule> fleetRules;

  /** A validator for these kinds, with further rules. */
  public Validator(Catalog catalog, List<ObjectRule> objectRules, List<FleetRule> fleetRules) {
    this.catalog = catalog;
    this.objectRules = List.copyOf(objectRules);
    this.fleetRules = List.copyOf(fleetRules);
  }

  /** Checks all documents of these files. No document at all is a problem of its own. */
  public Validated validate(List<SourceDocuments> files, Scope scope) {
    return join(files.stream().map(file -> check(file, scope)).toList(), scope);
  }

  /** Checks the documents of one file, each by itself; of the scope only the namespaces count. */
  public CheckedFile check(SourceDocuments file, Scope scope) {
    var check = new DocumentCheck(catalog, objectRules, scope);
    return new CheckedFile(
        file,
        file.content().documents().stream()
            .map(document -> check.check(file.file(), document))
            .toList());
  }

  /** What checked files are together. No document at all is a problem of its own. */
  public Validated join(List<CheckedFile> files, Scope scope) {
    var together = new Together(objectRules, scope);
    files.forEach(together::add);
    return together.result(fleetRules);
  }

  static Problem noDocuments() {
    return Problem.ofText(
        Place.ofFile("."),
        Rule.NO_DOCUMENTS,
        "there are no documents: no file that ends in .yaml or .yml holds one",
        "check the path; to remove everything, remove the GitSync");
  }
}
