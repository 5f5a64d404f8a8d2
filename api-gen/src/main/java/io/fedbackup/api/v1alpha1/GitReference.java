package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Which commit: exactly one. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "(has(self.branch) ? 1 : 0) + (has(self.tag) ? 1 : 0) + (has(self.semver) ? 1 "
            + ": 0) + (has(self.commit) ? 1 : 0) == 1",
    message = "branch, tag, semver, commit: exactly one of the four")
public record GitReference(
    @JsonPropertyDescription("Head of this branch.")
        @Size(min = 1, max = 253) @Pattern(Patterns.GIT_REF) @Nullable String branch,
    @JsonPropertyDescription("This tag.") @Size(min = 1, max = 253) @Pattern(Patterns.GIT_REF) @Nullable String tag,
    @JsonPropertyDescription("Highest tag in this range of semantic versions.")
        @Size(min = 1, max = 253) @Nullable String semver,
    @JsonPropertyDescription("This commit.")
        @Size(max = 64) @Pattern("^([0-9a-f]{40}|[0-9a-f]{64})$") @Nullable String commit) {}
