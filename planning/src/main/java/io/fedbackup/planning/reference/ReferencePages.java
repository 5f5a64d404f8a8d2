package io.fedbackup.planning.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fedbackup.api.crd.CrdResource;
import io.fedbackup.api.crd.CrdResources;
import io.fedbackup.api.crd.Kinds;
import io.fedbackup.planning.reason.Reason;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages of the reference: one per kind, the reasons, and an index. Pure and stateless. */
public final class ReferencePages {

  private static final String GENERATED =
      "<!-- Generated from the Java: change that, then run make docs. -->\n\n";

  private ReferencePages() {}

  /** Returns all pages by file name. */
  public static Map<String, String> all() {
    var pages = new TreeMap<String, String>();
    for (var kind : Kinds.ALL) {
      pages.put(fileName(kind), page(kind));
    }
    pages.put("reasons.md", reasons());
    pages.put("README.md", index());
    return pages;
  }

  private static String fileName(Class<? extends CustomResource<?, ?>> kind) {
    return HasMetadata.getSingular(kind) + ".md";
  }

  private static String page(Class<? extends CustomResource<?, ?>> kind) {
    var crd = CrdResources.of(kind);
    var fields = crd.schema().path("properties");
    return GENERATED
        + """
        # %s

        %s

        `%s`, short name `%s`.

        ## Example

        ```yaml
        %s
        ```

        %s## Status

        %s
        ## What the words mean

        %s
        `kubectl get %s` shows: %s.

        What a condition's reason means, and what to do: [reasons](reasons.md).
        """
            .formatted(
                crd.kind(),
                crd.schema().path("description").asText(),
                HasMetadata.getApiVersion(kind),
                String.join("`, `", crd.definition().getSpec().getNames().getShortNames()),
                CrdResources.example(kind).strip(),
                spec(crd, fields.path("spec")),
                FieldTable.of(crd.kind(), "status", fields.path("status")),
                words(kind),
                crd.plural(),
                columns(crd));
  }

  private static String spec(CrdResource crd, JsonNode spec) {
    return spec.isMissingNode()
        ? ""
        : "## Spec\n\n"
            + FieldTable.of(crd.kind(), "spec", spec)
            + "\n"
            + rules(crd.schema(), spec)
            + "\n";
  }

  /**
   * The states and the choices of the kind, from the Java types: a schema has no place for them.
   */
  private static String words(Class<? extends CustomResource<?, ?>> kind) {
    var types = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
    return ValueTables.of("status", types[1]) + "\n" + ValueTables.of("spec", types[0]);
  }

  /** Rules on the whole object, which no line of a table would show. */
  private static String rules(JsonNode schema, JsonNode spec) {
    var rules = new StringBuilder();
    for (var holder : new JsonNode[] {schema, spec}) {
      holder
          .path("x-kubernetes-validations")
          .forEach(rule -> rules.append("* ").append(FieldTable.rule(rule)).append("\n"));
    }
    return rules.isEmpty() ? "" : "Rules that concern several fields:\n\n" + rules + "\n";
  }

  private static String columns(CrdResource crd) {
    return crd
        .definition()
        .getSpec()
        .getVersions()
        .getFirst()
        .getAdditionalPrinterColumns()
        .stream()
        .map(column -> column.getName() + (isWide(column.getPriority()) ? " (with `-o wide`)" : ""))
        .collect(Collectors.joining(", "));
  }

  private static boolean isWide(@Nullable Integer priority) {
    return priority != null && priority > 0;
  }

  private static String reasons() {
    return GENERATED
        + """
        # Reasons

        Every reason that a condition, a cluster's state or an Event can have. Messages add the names of the objects concerned.

        | Reason | What is the case | What to do |
        |---|---|---|
        """
        + Arrays.stream(Reason.values())
            .map(
                reason ->
                    "| `%s` | %s | %s |\n"
                        .formatted(
                            reason.wireName(),
                            FieldTable.cell(reason.meaning()),
                            FieldTable.cell(reason.remedy())))
            .collect(Collectors.joining());
  }

  private static String index() {
    return GENERATED
        + """
        # Reference

        The kinds of `fedbackup.io/v1alpha1`. All are namespaced: a namespace is a tenant.

        | Kind | What it is |
        |---|---|
        """
        + Kinds.ALL.stream()
            .map(
                kind ->
                    "| [%s](%s) | %s |\n"
                        .formatted(
                            HasMetadata.getKind(kind),
                            fileName(kind),
                            FieldTable.cell(
                                CrdResources.of(kind).schema().path("description").asText())))
            .collect(Collectors.joining())
        + "\nWhat a condition's reason means, and what to do: [reasons](reasons.md)."
        + " The command line, its output and exit codes: [cli](cli.md).\n";
  }
}
