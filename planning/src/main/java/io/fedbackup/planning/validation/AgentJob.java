package io.fedbackup.planning.validation;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.naming.Hash;
import io.fedbackup.planning.naming.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Job with which a cluster proves that it can use a location. Its pod is made like Stork's (see
 * {@link StorkPodTraits}), restricted, and bounded in time.
 *
 * @param ownership whose it is; the pod carries the labels too, or nobody would see it
 * @param namespace Stork's namespace
 * @param pod how agent pods run on the cluster
 * @param target what is to be proved
 * @param identity what Stork's pods are towards the store, as far as the cluster tells: a webhook
 *     may give it to them without a trace in the Deployment
 */
public record AgentJob(
    Ownership ownership, String namespace, AgentPod pod, ValidationTarget target, String identity) {
  /** Name of the agent's container. */
  static final String CONTAINER = "agent";

  /** Annotation: hash of what the Job was made from. */
  static final String FINGERPRINT = "fedbackup.io/fingerprint";

  /** Annotation: the request that the Job serves. */
  static final String REQUESTED_AT = Annotations.REQUESTED_AT;

  /** Annotation: how many validations failed one after the other before this one. */
  static final String ATTEMPT = "fedbackup.io/attempt";

  private static final String TERMINATION_LOG = "/dev/termination-log";
  private static final String SCRATCH = "/tmp";
  private static final int NAME_PART = 40;
  private static final int HASH_DIGITS = 10;
  private static final int FINGERPRINT_DIGITS = 32;
  private static final int MOST_ATTEMPTS = 1000;
  private static final long NONROOT = 65532L;

  /** Longer than any gap between two validations of the same location, but not for ever. */
  private static final Duration KEPT_BEYOND_INTERVAL = Duration.ofHours(1);

  /**
   * Hash of everything that the Job's result depends on. Another fingerprint means that the old
   * result says nothing.
   */
  public String fingerprint() {
    return Hash.hex(
        String.join("/", namespace, ownership.clusterHash(), identity, template().toString()),
        FINGERPRINT_DIGITS);
  }

  /**
   * The Job that starts a validation. Its name follows from what it serves and what came before it,
   * so that the same decision taken again, for example after a restart, makes no second one.
   *
   * @param start why it is made
   */
  public Job render(ValidationStart start) {
    Map<String, String> annotations = new HashMap<>(ownership.annotations());
    annotations.put(FINGERPRINT, fingerprint());
    annotations.put(ATTEMPT, Integer.toString(Math.min(start.attempt(), MOST_ATTEMPTS)));
    if (start.requestedAt() != null) {
      annotations.put(REQUESTED_AT, start.requestedAt());
    }
    return new JobBuilder()
        .withNewMetadata()
        .withName(name(start))
        .withNamespace(namespace)
        .withLabels(ownership.labels())
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withActiveDeadlineSeconds(target.timeout().toSeconds())
        .withTtlSecondsAfterFinished(seconds(target.interval().plus(KEPT_BEYOND_INTERVAL)))
        .withTemplate(template())
        .endSpec()
        .build();
  }

  private String name(ValidationStart start) {
    String own = ownership.owner().name();
    String key =
        String.join(
            "/",
            ownership.ownerUid(),
            ownership.clusterHash(),
            fingerprint(),
            start.requestedAt() == null ? "" : start.requestedAt(),
            start.after());
    return (own.length() <= NAME_PART ? own : own.substring(0, NAME_PART))
        + "-"
        + Hash.hex(key, HASH_DIGITS);
  }

  private PodTemplateSpec template() {
    StorkPodTraits stork = StorkPodTraits.of(pod.stork());
    Map<String, String> labels = new TreeMap<>(stork.labels());
    labels.putAll(ownership.labels());
    Map<String, String> annotations = new TreeMap<>(stork.annotations());
    annotations.putAll(ownership.annotations());
    String account = stork.serviceAccount() == null ? pod.serviceAccount() : stork.serviceAccount();
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels)
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withServiceAccountName(account)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withImagePullSecrets(pod.imagePullSecrets())
        .withTolerations(pod.tolerations())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(NONROOT)
        .withRunAsGroup(NONROOT)
        .withFsGroup(NONROOT)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewContainer()
        .withName(CONTAINER)
        .withImage(pod.image())
        .withArgs(arguments())
        .withEnv(environment(stork))
        .withTerminationMessagePath(TERMINATION_LOG)
        .withTerminationMessagePolicy("File")
        .withVolumeMounts(stork.mounts())
        .addToVolumeMounts(new VolumeMountBuilder().withName("tmp").withMountPath(SCRATCH).build())
        .withNewResources()
        .addToRequests("cpu", new Quantity("50m"))
        .addToRequests("memory", new Quantity("128Mi"))
        .addToLimits("memory", new Quantity("256Mi"))
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .endContainer()
        .withVolumes(stork.volumes())
        .addToVolumes(
            new VolumeBuilder()
                .withName("tmp")
                .withNewEmptyDir()
                .withSizeLimit(new Quantity("64Mi"))
                .endEmptyDir()
                .build())
        .endSpec()
        .build();
  }

  private List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "validate",
                "--account",
                target.account(),
                "--container",
                target.container(),
                "--environment",
                target.environment(),
                "--marker",
                "fedbackup/" + ownership.clusterHash(),
                "--timeout",
                target.agentTimeout().toSeconds() + "s"));
    target.expected(
        (option, id) -> {
          arguments.add(option);
          arguments.add(id);
        });
    return List.copyOf(arguments);
  }

  private List<EnvVar> environment(StorkPodTraits stork) {
    Map<String, EnvVar> all = new TreeMap<>();
    stork.env().forEach(variable -> all.put(variable.getName(), variable));
    pod.env().forEach((name, value) -> all.put(name, variable(name, value)));
    all.put("FEDBACKUP_TERMINATION_LOG", variable("FEDBACKUP_TERMINATION_LOG", TERMINATION_LOG));
    return List.copyOf(all.values());
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static int seconds(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toSeconds());
  }

  /** Whether a Job on a cluster says that it validates this location. */
  static boolean isFor(String locationUid, Job job) {
    return annotation(job, Annotations.OWNER_UID).filter(locationUid::equals).isPresent()
        && annotation(job, FINGERPRINT).isPresent();
  }

  static int attempt(Job job) {
    return annotation(job, ATTEMPT)
        .filter(text -> text.matches("[0-9]{1,4}"))
        .map(Integer::parseInt)
        .orElse(0);
  }

  static Optional<String> annotation(Job job, String name) {
    return Optional.ofNullable(job.getMetadata().getAnnotations()).map(all -> all.get(name));
  }
}
