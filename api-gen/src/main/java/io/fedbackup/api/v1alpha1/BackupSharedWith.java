package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets other namespaces see, restore or delete a Backup. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.namespaces) != has(self.namespaceSelector)",
    message = "namespaces, namespaceSelector: exactly one of the two")
public record BackupSharedWith(
    @JsonPropertyDescription("Namespaces that may; \"*\" means all.") @Size(max = 100) List<@Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL_OR_ALL) String> namespaces,
    @JsonPropertyDescription("Namespaces with these labels may.")
        @Nullable LabelSelector namespaceSelector,
    @JsonPropertyDescription("What they may do; Full includes Restore includes View.") @Required
        BackupAccess access)
    implements Sharing {

  public BackupSharedWith {
    namespaces = Absent.orEmpty(namespaces);
  }
}
