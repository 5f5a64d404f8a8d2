package io.fedbackup.e2e.fleet;

import io.fedbackup.planning.reason.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a user read of an object at some time, and whether that helps: a documented reason always;
 * when something is not as asked for, a message that names what it is about, the cluster if it is
 * about one, and what to do.
 *
 * @param object kind, namespace and name
 * @param type of the condition, or where else it stands
 * @param trouble whether it says that something is not as asked for
 * @param reason as written
 * @param message as written, with the remedy if that stands beside it
 * @param name name of the object
 * @param clusters names of the clusters that the object is about; empty if it is about none
 */
record SeenCondition(
    String object,
    String type,
    boolean trouble,
    String reason,
    String message,
    String name,
    Set<String> clusters) {

  /** Messages are cut there; a remedy may have been lost. */
  private static final int CUT = 500;

  private static final Set<Reason> ABOUT_A_CLUSTER =
      EnumSet.of(
          Reason.BACKUPS_UNPROTECTED,
          Reason.CLUSTER_HIBERNATED,
          Reason.CLUSTER_NOT_FOUND,
          Reason.CLUSTER_NOT_USABLE,
          Reason.CLUSTER_REMOVING,
          Reason.CLUSTER_REPLACED,
          Reason.CLUSTER_SUSPENDED,
          Reason.CLUSTER_UNREACHABLE,
          Reason.CREDENTIALS_EXPIRED,
          Reason.CREDENTIALS_REFUSED,
          Reason.DUPLICATE_CLUSTER,
          Reason.IDENTITY_MISMATCH,
          Reason.IDENTITY_NOT_FEDERATED,
          Reason.IDENTITY_NOT_FOUND,
          Reason.LOCATION_NOT_VALID,
          Reason.NAMESPACES_MISSING,
          Reason.NAME_TAKEN,
          Reason.NO_CONTACT,
          Reason.RECORD_GONE,
          Reason.ROLE_MISSING,
          Reason.STORK_MISSING,
          Reason.STORK_TOO_OLD,
          Reason.TIMED_OUT,
          Reason.TOKEN_NOT_PROJECTED,
          Reason.WAITING_FOR_CLUSTER);

  /** A kind and a name, a field, or a file. */
  private static final Pattern NAMES_SOMETHING =
      Pattern.compile(
          "\\b[A-Z][A-Za-z]+ [a-z0-9][a-z0-9./-]*|\\b[Cc]lusters? [a-z0-9]|"
              + "\\b(spec|metadata|status)\\b|\\.yaml\\b");

  private static final String NOTHING_TO_DO = "Nothing to do.";

  /** What remedies begin with: Assign, Correct, Create, ... */
  private static final Pattern INSTRUCTION =
      Pattern.compile(
          Arrays.stream(Reason.values())
              .map(Reason::remedy)
              .filter(remedy -> !remedy.equals(NOTHING_TO_DO))
              .map(remedy -> remedy.split("\\W", 2)[0])
              .distinct()
              .map(verb -> "(?:" + verb + "|" + verb.toLowerCase(Locale.ROOT) + ")")
              .collect(Collectors.joining("|", "(?:^|[.;:,] |\\bor |\\bTo |\\bto )(?:", ")\\b")));

  /** Copies the set. */
  SeenCondition {
    clusters = Set.copyOf(clusters);
  }

  /** What is wrong with it; nothing if it helps. */
  List<String> problems() {
    var documented = Reason.fromWireName(reason);
    if (documented.isEmpty()) {
      return List.of("its reason is not documented");
    }
    if (!trouble) {
      return List.of();
    }
    if (message.isBlank()) {
      return List.of("it has no message");
    }
    var problems = new ArrayList<String>();
    if (!message.contains(name) && !NAMES_SOMETHING.matcher(message).find()) {
      problems.add("it names no object");
    }
    if (namesNoCluster(documented.get())) {
      problems.add("it does not name the cluster");
    }
    if (!tellsWhatToDo(documented.get())) {
      problems.add("it does not tell what to do");
    }
    return List.copyOf(problems);
  }

  private boolean namesNoCluster(Reason documented) {
    return ABOUT_A_CLUSTER.contains(documented)
        && !clusters.isEmpty()
        && clusters.stream().noneMatch(message::contains);
  }

  private boolean tellsWhatToDo(Reason documented) {
    return documented.remedy().equals(NOTHING_TO_DO)
        || message.length() >= CUT
        || message.contains(documented.remedy())
        || INSTRUCTION.matcher(message).find();
  }

  @Override
  public String toString() {
    return "%s: %s %s, %s: %s".formatted(object, type, trouble ? "!" : "-", reason, message);
  }
}
