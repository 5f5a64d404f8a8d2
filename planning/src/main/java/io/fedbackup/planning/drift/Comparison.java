package io.fedbackup.planning.drift;

import java.util.List;

/**
 * What comparing a wanted object with a live one gave.
 *
 * @param differences fields that are not as wanted, in the order of the wanted object; at most 50
 * @param ownershipLost nothing that is wanted differs in meaning, but applying would change the
 *     object: another manager has taken a field over (somebody changed it and changed it back), or,
 *     in an exact comparison, a value is written differently
 */
public record Comparison(List<FieldDifference> differences, boolean ownershipLost) {

  /** Copies the list. */
  public Comparison {
    differences = List.copyOf(differences);
  }

  /** Whether applying the wanted object again would change nothing, not even managedFields. */
  public boolean equal() {
    return differences.isEmpty() && !ownershipLost;
  }

  /** Whether a value differs: that is drift, to be reported and put right. */
  public boolean drifted() {
    return !differences.isEmpty();
  }
}
