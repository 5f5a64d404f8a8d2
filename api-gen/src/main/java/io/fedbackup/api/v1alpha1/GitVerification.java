package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/** What must be signed, and by whom. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GitVerification(
    @JsonPropertyDescription("What must be signed.") @Default("HEAD") VerifyMode mode,
    @JsonPropertyDescription("Public keys (GPG and SSH) whose signatures count.") @Required
        SecretReference publicKeysSecretRef) {

  public GitVerification {
    mode = Objects.requireNonNullElse(mode, VerifyMode.HEAD);
  }
}
