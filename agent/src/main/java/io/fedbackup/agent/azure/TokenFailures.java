package io.fedbackup.agent.azure;

import io.fedbackup.agent.result.Text;
import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.StoreFailure;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What it means when Entra ID gives no token. Its codes ({@code AADSTS…}) reach us only inside
 * messages: azure-identity wraps msal4j's exception, whose text is the answer's {@code
 * error_description}. The codes are those of
 * learn.microsoft.com/entra/identity-platform/reference-error-codes; Entra ID adds digits to a code
 * to tell cases apart (70021 became 700211, 700212, 700213, 7002138).
 */
final class TokenFailures {

  private static final Pattern CODE = Pattern.compile("AADSTS(\\d{5,8})");
  private static final Pattern TRAILER =
      Pattern.compile(
          "(?s)\\s*(Trace ID:|Correlation ID:|Timestamp:|https://(docs|learn)\\.microsoft\\.com).*");
  private static final int DETAIL_LIMIT = 320;

  /**
   * No federated credential fits issuer, subject and audience; or the issuer's keys do not verify
   * the token.
   */
  private static final Set<String> NOT_FEDERATED_PREFIXES =
      Set.of("70021", "70025", "700027", "50013", "50166", "5002738");

  /** Of these: the issuer's keys are at fault, not the federated credential. */
  private static final Set<String> KEY_PREFIXES = Set.of("700027", "50013", "50166", "5002738");

  /**
   * The file holds no token, or one that is expired or not valid yet: the kubelet does not keep it
   * fresh, or clocks differ.
   */
  private static final Set<String> STALE_TOKEN = Set.of("700024", "500133", "50027");

  private static final Set<String> CLIENT_NOT_FOUND = Set.of("700016", "7000112", "7000229");
  private static final Set<String> TENANT_NOT_FOUND = Set.of("90002", "900021", "900023");
  private static final Set<String> CONDITIONAL_ACCESS = Set.of("53003", "530031", "530035");

  private TokenFailures() {}

  /** Classifies what was thrown when a token was asked for. */
  static StoreFailure classify(Throwable failure, Accessed accessed) {
    return answer(failure)
        .map(answer -> refused(answer, accessed))
        .or(() -> TransportFailure.of(failure).map(transport -> unreachable(transport, accessed)))
        .orElseGet(() -> unknown(failure, accessed));
  }

  private static Optional<Answer> answer(Throwable failure) {
    return Causes.of(failure)
        .map(cause -> String.valueOf(cause.getMessage()))
        .flatMap(text -> Answer.in(text).stream())
        .findFirst();
  }

  private static StoreFailure refused(Answer answer, Accessed accessed) {
    var code = answer.code();
    var message = "Entra ID refused a token: " + answer.detail();
    if (STALE_TOKEN.contains(code)) {
      return new StoreFailure(
          FailureReason.TokenNotProjected,
          message,
          "Project the token of %s as a volume that the kubelet renews, and look whether the node's clock is right."
              .formatted(accessed.token().subject()));
    }
    if (NOT_FEDERATED_PREFIXES.stream().anyMatch(code::startsWith)) {
      return new StoreFailure(
          FailureReason.IdentityNotFederated, message, federate(code, accessed));
    }
    if (CLIENT_NOT_FOUND.contains(code)) {
      return new StoreFailure(FailureReason.IdentityNotFound, message, create(accessed));
    }
    if (TENANT_NOT_FOUND.contains(code)) {
      return new StoreFailure(
          FailureReason.IdentityNotFound,
          message,
          "Correct AZURE_TENANT_ID of Stork's pods: %s is no tenant of %s."
              .formatted(accessed.tenantId(), accessed.authority()));
    }
    return new StoreFailure(FailureReason.Unknown, message, other(code, accessed));
  }

  private static String federate(String code, Accessed accessed) {
    var token = accessed.token();
    if (KEY_PREFIXES.stream().anyMatch(code::startsWith)) {
      return "Make the issuer %s publish its discovery document and current RS256 keys where Entra ID can read them."
          .formatted(token.issuer());
    }
    if (!token.audience().equals(accessed.expectedAudience())) {
      return "Project the token of %s with audience %s; it has %s."
          .formatted(token.subject(), accessed.expectedAudience(), token.audience());
    }
    return "Register a federated credential with issuer %s, subject %s, audience %s on %s."
        .formatted(
            token.issuer(), token.subject(), accessed.expectedAudience(), accessed.identity());
  }

  private static String create(Accessed accessed) {
    return "Create %s, or correct annotation azure.workload.identity/client-id of %s."
        .formatted(accessed.identity(), accessed.token().subject());
  }

  private static String other(String code, Accessed accessed) {
    return CONDITIONAL_ACCESS.contains(code)
        ? "Exempt %s from the Conditional Access policy that blocks it, or allow the cluster's egress addresses there."
            .formatted(accessed.identity())
        : "Look up AADSTS%s at https://login.microsoftonline.com/error for %s."
            .formatted(code, accessed.identity());
  }

  private static StoreFailure unreachable(TransportFailure transport, Accessed accessed) {
    if (transport == TransportFailure.NO_ANSWER) {
      return new StoreFailure(
          FailureReason.TimedOut,
          "Entra ID at %s gave %s.".formatted(accessed.authority(), transport.description()),
          "Look whether a proxy between this cluster and %s holds requests back."
              .formatted(accessed.authority()));
    }
    return new StoreFailure(
        FailureReason.NetworkBlocked,
        "Entra ID at %s cannot be reached: %s."
            .formatted(accessed.authority(), transport.description()),
        transport == TransportFailure.UNTRUSTED
            ? "Give the agent the certificate authority of the proxy before %s in FEDBACKUP_CA_BUNDLE."
                .formatted(accessed.authority())
            : "Allow this cluster's pods to reach %s on the network."
                .formatted(accessed.authority()));
  }

  private static StoreFailure unknown(Throwable failure, Accessed accessed) {
    var root = Causes.root(failure);
    return new StoreFailure(
        FailureReason.Unknown,
        "%s gave no token and no error code of Entra ID (%s: %s)."
            .formatted(
                accessed.authority(),
                root.getClass().getSimpleName(),
                Text.line(String.valueOf(root.getMessage()), DETAIL_LIMIT)),
        "Look whether %s is Entra ID, or a proxy that answers in its place."
            .formatted(accessed.authority()));
  }

  /** A code of Entra ID, and its sentence without the identifiers of the single request. */
  private record Answer(String code, String detail) {
    static Optional<Answer> in(String text) {
      var matcher = CODE.matcher(text);
      return matcher.find()
          ? Optional.of(new Answer(matcher.group(1), sentence(text.substring(matcher.start()))))
          : Optional.empty();
    }

    private static String sentence(String text) {
      return Text.line(TRAILER.matcher(text).replaceFirst(""), DETAIL_LIMIT);
    }
  }
}
