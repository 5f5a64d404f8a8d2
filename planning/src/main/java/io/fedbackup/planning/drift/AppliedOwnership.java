package io.fedbackup.planning.drift;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands what a field manager wrote by create, update or patch over to what it owns by apply.
 *
 * <p>To an API server the two are different managers: a field that both own stays when an apply
 * leaves it out. client-go's {@code csaupgrade} does the same for kubectl. The status is not handed
 * over: whoever created an object with one does not apply it.
 */
public final class AppliedOwnership {
  private static final String APPLY = "Apply";
  private static final String STATUS = "f:status";

  private AppliedOwnership() {}

  /**
   * What the object's managedFields shall be.
   *
   * @param entries as the API server gave them; not changed
   * @param manager whose fields are handed over
   * @return equal to {@code entries} when there is nothing to hand over
   */
  public static List<ManagedFieldsEntry> of(List<ManagedFieldsEntry> entries, String manager) {
    var kept = new ArrayList<ManagedFieldsEntry>();
    Map<String, Object> applied = new LinkedHashMap<>();
    @Nullable ManagedFieldsEntry like = null;
    boolean moved = false;
    for (var entry : entries) {
      if (!isOf(entry, manager)) {
        kept.add(entry);
        continue;
      }
      Map<String, Object> fields = copy(entry.getFieldsV1().getAdditionalProperties());
      if (APPLY.equals(entry.getOperation())) {
        like = entry;
      } else {
        var status = fields.remove(STATUS);
        if (status != null) {
          kept.add(with(entry, Map.of(STATUS, status)));
        }
        moved |= !fields.isEmpty();
        like = like == null ? entry : like;
      }
      merge(applied, fields);
    }
    if (!moved || like == null) {
      return entries;
    }
    kept.add(with(new ManagedFieldsEntryBuilder(like).withOperation(APPLY).build(), applied));
    return List.copyOf(kept);
  }

  private static boolean isOf(ManagedFieldsEntry entry, String manager) {
    return manager.equals(entry.getManager())
        && (entry.getSubresource() == null || entry.getSubresource().isEmpty())
        && entry.getFieldsV1() != null;
  }

  private static ManagedFieldsEntry with(ManagedFieldsEntry entry, Map<String, Object> fields) {
    var tree = new FieldsV1();
    tree.setAdditionalProperties(fields);
    return new ManagedFieldsEntryBuilder(entry).withFieldsV1(tree).build();
  }

  private static Map<String, Object> copy(Map<String, Object> tree) {
    Map<String, Object> copy = new LinkedHashMap<>();
    merge(copy, tree);
    return copy;
  }

  /** Trees of managedFields have objects only. */
  @SuppressWarnings("unchecked")
  private static void merge(Map<String, Object> into, Map<String, Object> from) {
    from.forEach(
        (field, below) ->
            merge(
                (Map<String, Object>)
                    into.computeIfAbsent(field, _ -> new LinkedHashMap<String, Object>()),
                (Map<String, Object>) below));
  }
}
