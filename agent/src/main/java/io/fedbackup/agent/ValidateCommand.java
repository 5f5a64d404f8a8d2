package io.fedbackup.agent;

import io.fedbackup.agent.azure.Azure;
import io.fedbackup.agent.azure.AzureCloud;
import io.fedbackup.agent.azure.AzureLocation;
import io.fedbackup.agent.azure.WorkloadEnvironment;
import io.fedbackup.agent.result.Redactor;
import io.fedbackup.agent.result.TerminationMessage;
import io.fedbackup.agent.result.Text;
import io.fedbackup.agent.result.ValidationResult;
import io.fedbackup.agent.result.ValidationResult.Identity;
import io.fedbackup.agent.validate.Validation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The verb {@code validate}: reads its options, runs the validation, writes the termination
 * message.
 */
@Command(
    name = "validate",
    description = "Looks whether this pod's identity can keep backups in a container.",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a verdict was reached, good or bad; it stands in the termination message",
      "1:no verdict was reached; the last line on standard error says why"
    })
final class ValidateCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ValidateCommand.class);

  private static final String TERMINATION_LOG = "FEDBACKUP_TERMINATION_LOG";
  private static final String DEFAULT_TERMINATION_LOG = "/dev/termination-log";
  private static final int ID_LIMIT = 128;
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

  /** Outside of the paths where Stork keeps backups: those have three parts. */
  private static final Pattern MARKER = Pattern.compile("fedbackup/[a-z0-9]{1,63}");

  private final Surroundings surroundings;
  private final Redactor redactor = new Redactor();

  @Option(names = "--help", usageHelp = true, description = "Show this and exit.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(
      names = "--account",
      required = true,
      paramLabel = "NAME",
      description = "Storage account.")
  private String account = "";

  @Option(
      names = "--container",
      required = true,
      paramLabel = "NAME",
      description = "Container in the account.")
  private String container = "";

  @Option(
      names = "--marker",
      required = true,
      paramLabel = "OBJECT",
      description = "Object to write, read and delete: fedbackup/<cluster hash>.")
  private String marker = "";

  @Option(
      names = "--environment",
      paramLabel = "CLOUD",
      defaultValue = "AzurePublicCloud",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private AzureCloud cloud = AzureCloud.AzurePublicCloud;

  @Option(
      names = "--expect-client-id",
      paramLabel = "ID",
      description = "Client ID that the pod must have.")
  private @Nullable String expectedClientId;

  @Option(
      names = "--expect-tenant-id",
      paramLabel = "ID",
      description = "Tenant ID that the pod must have.")
  private @Nullable String expectedTenantId;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "60s",
      converter = Durations.class,
      description =
          "A verdict is there within this time, at least 1s; longer than 1h counts as 1h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ZERO;

  ValidateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var result = validate();
    new TerminationMessage(terminationLog(), redactor).write(result);
    LOG.info("{}", redactor.redact(summary(result)));
    return AgentMain.VERDICT_REACHED;
  }

  private ValidationResult validate() throws InterruptedException {
    var started = surroundings.clock().instant();
    var environment = WorkloadEnvironment.of(surroundings.variables());
    var store = Azure.store(location(), environment, budget(), redactor);
    var validation = new Validation(store, surroundings.executor(), markerName(), markerContent());
    var finding = validation.run(budget());
    return finding
        .asResult(identity(environment))
        .took(Duration.between(started, surroundings.clock().instant()));
  }

  private AzureLocation location() {
    return new AzureLocation(
        account,
        container,
        cloud,
        Optional.ofNullable(expectedClientId),
        Optional.ofNullable(expectedTenantId));
  }

  private String markerName() {
    if (!MARKER.matcher(marker).matches()) {
      throw new IllegalArgumentException(
          "--marker must match ^%s$, so that it lies outside of backups".formatted(MARKER));
    }
    return marker;
  }

  private byte[] markerContent() {
    return "fedbackup validates this location; written %s, %s%n"
        .formatted(surroundings.clock().instant(), UUID.randomUUID())
        .getBytes(StandardCharsets.UTF_8);
  }

  private Duration budget() {
    if (timeout.compareTo(SHORTEST_TIMEOUT) < 0) {
      throw new IllegalArgumentException("--timeout must be at least 1s");
    }
    return timeout.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : timeout;
  }

  private Path terminationLog() {
    return Path.of(surroundings.variables().getOrDefault(TERMINATION_LOG, DEFAULT_TERMINATION_LOG));
  }

  private static Identity identity(WorkloadEnvironment environment) {
    return new Identity(
        Text.line(environment.clientId().orElse(""), ID_LIMIT),
        Text.line(environment.tenantId().orElse(""), ID_LIMIT));
  }

  private static String summary(ValidationResult result) {
    var reason = result.reason();
    return reason == null
        ? "verdict Valid after %d ms".formatted(result.durationMillis())
        : "verdict Failed after %d ms, reason %s: %s %s"
            .formatted(result.durationMillis(), reason, result.message(), result.remedy());
  }
}
