package io.fedbackup.e2e.bench;

import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.e2e.programs.Installation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of a contest: so many SchedulePolicies, one a file, alone in the repository; and what
 * each has to be like on the backup cluster.
 */
final class Policies {

  /** The folder that holds them. */
  static final String FOLDER = "policies";

  private static final int RETAIN = 24;

  private final Installation installation;
  private final int size;
  private int changed = RETAIN;

  /** Of one size; nothing is written. */
  Policies(Installation installation, int size) {
    this.installation = installation;
    this.size = size;
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /**
   * Puts them all in the repository, in place of all others.
   *
   * @param before the number that is there now
   * @return the commit
   */
  String push(int before) {
    for (var i = size; i < before; i++) {
      installation.copy().remove(file(i));
    }
    for (var i = 0; i < size; i++) {
      installation.copy().write(file(i), document(i));
    }
    return installation.copy().commitAndPush(size + " policies");
  }

  /**
   * Changes one of them in the repository.
   *
   * @return the commit
   */
  String pushChange() {
    changed = changed % 1000 + 1;
    installation.copy().write(file(0), document(0));
    return installation.copy().commitAndPush("One policy");
  }

  private static String file(int number) {
    return "%s/%d/%d.yaml".formatted(FOLDER, number / 100, number);
  }

  private String document(int number) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata:
      name: %s
      namespace: %s
      labels:
        number: "%d"
    spec:
      interval:
        minutes: 60
        retain: %d
    """
        .formatted(name(number), Installation.NAMESPACE, number, retain(number));
  }

  private static String name(int number) {
    return "policy-" + number;
  }

  private int retain(int number) {
    return number == 0 ? changed : RETAIN;
  }

  /**
   * Looks at every object on the backup cluster.
   *
   * @param fieldManager that must have applied it
   * @throws IllegalStateException where one is missing, too many or different
   */
  void require(String fieldManager) {
    Map<String, SchedulePolicy> live = new HashMap<>();
    installation
        .backup()
        .resources(SchedulePolicy.class)
        .inNamespace(Installation.NAMESPACE)
        .list()
        .getItems()
        .forEach(policy -> live.put(policy.getMetadata().getName(), policy));
    List<String> wrong = new ArrayList<>();
    for (var i = 0; i < size; i++) {
      var policy = live.remove(name(i));
      if (policy == null || !isRight(policy, i, fieldManager)) {
        wrong.add(name(i));
      }
    }
    wrong.addAll(live.keySet());
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "%d objects are not as in Git, for example %s".formatted(wrong.size(), wrong.getFirst()));
    }
  }

  private boolean isRight(SchedulePolicy policy, int number, String fieldManager) {
    var interval = policy.getSpec().interval();
    return interval != null
        && interval.minutes() == 60
        && interval.retain() == retain(number)
        && Integer.toString(number).equals(policy.getMetadata().getLabels().get("number"))
        && policy.getMetadata().getManagedFields().stream()
            .anyMatch(
                it -> it.getManager().equals(fieldManager) && it.getOperation().equals("Apply"));
  }
}
