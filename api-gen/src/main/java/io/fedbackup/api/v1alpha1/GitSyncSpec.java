package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Git path that becomes objects. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "!has(self.verify) || !has(self.verify.mode) || self.verify.mode != "
            + "'TagAndHEAD' || has(self.ref.tag) || has(self.ref.semver)",
    message = "TagAndHEAD needs ref.tag or ref.semver",
    fieldPath = ".verify.mode")
public record GitSyncSpec(
    @JsonPropertyDescription(
            "The repository, https or ssh, without a password; file only where git-sync "
                + "was started with --allow-file-urls.")
        @Required
        @Size(min = 9, max = 2048) @ValidationRule(
            value = "self.matches('^(https|ssh|file)://[^ ]*$')",
            message = "a URL that begins with https://, ssh:// or file://")
        @ValidationRule(
            value = "!self.matches('^[a-z]+://[^/]*:[^/]*@')",
            message = "no password in a URL: it belongs into the Secret that secretRef names")
        String url,
    @JsonPropertyDescription("Which commit.") @Required GitReference ref,
    @JsonPropertyDescription("Folder in the repository.")
        @Size(max = 1024) @ValidationRule(
            value = "!self.startsWith('/') && !self.matches('(^|/)[.][.](/|$)')",
            message = "a folder in the repository, without .. and no leading slash")
        @Default(".")
        String path,
    @JsonPropertyDescription("Time between two looks at the repository.")
        @Size(max = 32) @Pattern(Patterns.DURATION) @ValidationRule(value = "duration(self) >= duration('10s')", message = "at least 10s")
        @Default("1m")
        String interval,
    @JsonPropertyDescription("How long looking at the repository and fetching may take.")
        @Size(max = 32) @Pattern(Patterns.DURATION) @ValidationRule(value = "duration(self) >= duration('1s')", message = "at least 1s")
        @ValidationRule(value = "duration(self) <= duration('30m')", message = "at most 30m")
        @Default("5m")
        String timeout,
    @JsonPropertyDescription(
            "Credentials: token or user and password, or SSH key with known_hosts; CA bundle.")
        @Nullable SecretReference secretRef,
    @JsonPropertyDescription("What must be signed.") @Nullable GitVerification verify,
    @JsonPropertyDescription("Keys for encrypted Secrets.") @Nullable GitDecryption decryption,
    @JsonPropertyDescription("Namespace for all objects.")
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) @Nullable String targetNamespace,
    @JsonPropertyDescription("Whether objects that left Git are removed.") @Default("{}")
        PruneSettings prune,
    @JsonPropertyDescription("What happens to objects that differ from Git.") @Default("Correct")
        DriftPolicy driftPolicy,
    @JsonPropertyDescription("How long corrected drift is kept in the report.")
        @Size(max = 32) @Pattern(Patterns.DURATION) @Default("168h")
        String driftHistory,
    @JsonPropertyDescription("Nothing is fetched or applied.") @Default("false") boolean suspend,
    @JsonPropertyDescription("Service account of this namespace that is impersonated.")
        @Size(min = 1, max = 253) @Pattern(Patterns.DNS_SUBDOMAIN) @Default("default")
        String serviceAccountName,
    @JsonPropertyDescription("What happens to the objects when this one is removed.")
        @Default("Keep")
        GitRemoval onRemoval,
    @JsonPropertyDescription("A web hook that asks for a sync.") @Nullable GitReceiver receiver,
    @JsonPropertyDescription("Reports results back to the commit.")
        @Nullable CommitStatus commitStatus) {

  public GitSyncSpec {
    path = Objects.requireNonNullElse(path, ".");
    interval = Objects.requireNonNullElse(interval, "1m");
    timeout = Objects.requireNonNullElse(timeout, "5m");
    prune = Objects.requireNonNullElse(prune, PruneSettings.defaults());
    driftPolicy = Objects.requireNonNullElse(driftPolicy, DriftPolicy.CORRECT);
    driftHistory = Objects.requireNonNullElse(driftHistory, "168h");
    serviceAccountName = Objects.requireNonNullElse(serviceAccountName, "default");
    onRemoval = Objects.requireNonNullElse(onRemoval, GitRemoval.KEEP);
  }
}
