package io.fedbackup.planning.stork;

import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.api.v1alpha1.ObjectReference;
import io.fedbackup.planning.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a template may not ask for. The schema refuses most of it already; objects written before
 * the schema was tightened, or with validation switched off, are refused here.
 */
public final class TemplateRules {
  private TemplateRules() {}

  /**
   * All refusals, in the order of the fields.
   *
   * @param namespace namespace of the object that has the template
   * @param at path of the template, {@code spec.template} or {@code spec}
   */
  public static List<Refusal> refusals(BackupTemplate template, String namespace, String at) {
    var refusals = new ArrayList<Refusal>();
    each(
        template.namespaces(),
        at + ".namespaces",
        (named, field) -> {
          if (ProtectedNamespaces.system(named)) {
            refusals.add(refusal(field, Reason.INVALID_SPEC, named + " is never backed up"));
          }
        });
    if (template.namespaces().isEmpty() == (template.namespaceSelector() == null)) {
      refusals.add(
          refusal(
              at + ".namespaces",
              Reason.INVALID_SPEC,
              "exactly one of namespaces (not empty) and namespaceSelector is needed"));
    }
    var labels = template.labelSelector();
    if (labels != null && !labels.matchExpressions().isEmpty()) {
      refusals.add(
          refusal(
              at + ".labelSelector.matchExpressions",
              Reason.NOT_SUPPORTED_BY_STORK,
              "Stork knows only matchLabels here"));
    }
    kinds(template, at, refusals);
    options(template, at, refusals);
    foreign(template.preRuleRef(), namespace, at + ".preRuleRef", refusals);
    foreign(template.postRuleRef(), namespace, at + ".postRuleRef", refusals);
    return List.copyOf(refusals);
  }

  /** A reference into another namespace is not done yet. */
  public static void foreign(
      @Nullable ObjectReference reference, String namespace, String at, List<Refusal> into) {
    if (reference != null
        && reference.namespace() != null
        && !reference.namespace().equals(namespace)) {
      into.add(
          refusal(
              at + ".namespace",
              Reason.NOT_YET_SUPPORTED,
              "only objects of the own namespace can be used for now"));
    }
  }

  private static void kinds(BackupTemplate template, String at, List<Refusal> into) {
    each(
        template.resourceTypes(),
        at + ".resourceTypes",
        (kind, field) -> {
          if (virtualMachine(kind)) {
            into.add(virtualMachines(field, kind));
          }
        });
    each(
        template.includeResources(),
        at + ".includeResources",
        (one, field) -> {
          if (virtualMachine(one.kind())) {
            into.add(virtualMachines(field + ".kind", one.kind()));
          } else if (one.group().toLowerCase(Locale.ROOT).endsWith("kubevirt.io")) {
            into.add(virtualMachines(field + ".group", one.group()));
          }
        });
  }

  private static <T> void each(List<T> list, String at, BiConsumer<T, String> check) {
    for (int i = 0; i < list.size(); i++) {
      check.accept(list.get(i), at + "[" + i + "]");
    }
  }

  private static Refusal virtualMachines(String field, String what) {
    return Refusal.byDesign(field, what + ": virtual machines of KubeVirt are not supported");
  }

  /** Also the disks that KubeVirt makes for them. */
  private static boolean virtualMachine(String kind) {
    var lower = kind.toLowerCase(Locale.ROOT);
    return lower.startsWith("virtualmachine") || lower.equals("datavolume");
  }

  private static void options(BackupTemplate template, String at, List<Refusal> into) {
    template.options().keySet().stream()
        .filter(TemplateRules::turnsOnKdmp)
        .forEach(
            key ->
                into.add(
                    Refusal.byDesign(
                        at + ".options[\"" + key + "\"]",
                        key + " would turn on KDMP, which is not supported")));
  }

  private static boolean turnsOnKdmp(String key) {
    var lower = key.toLowerCase(Locale.ROOT);
    return lower.contains("kdmp")
        || lower.endsWith("backup-type")
        || lower.endsWith("backuptype")
        || lower.endsWith("backup_type");
  }

  private static Refusal refusal(String field, Reason reason, String message) {
    return new Refusal(field, reason, message);
  }
}
