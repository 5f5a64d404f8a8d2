package io.fedbackup.gitsync.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.drift.DriftView.Report;

/**
 * Reports for programs: {@code {at, differing, corrected, reports: [{namespace, of, entries}]}}.
 */
public final class DriftJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DriftJson() {}

  /** All of them, as one object. */
  public static String render(DriftView view) {
    ObjectNode root = JSON.createObjectNode();
    root.put("at", view.at().toString());
    root.put("differing", view.differing());
    root.put("corrected", view.corrected());
    var reports = root.putArray("reports");
    view.reports().forEach(report -> reports.add(node(report)));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static ObjectNode node(Report report) {
    ObjectNode node = JSON.createObjectNode();
    node.put("namespace", report.namespace()).put("of", report.of());
    node.put("truncated", report.unnamed());
    node.set("entries", JSON.valueToTree(report.status().entries()));
    return node;
  }
}
