package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** How the API server of the cluster is reached: exactly one of the two. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.kubeconfigSecretRef) != has(self.shoot)",
    message = "kubeconfigSecretRef, shoot: exactly one of the two")
public record ClusterAccess(
    @JsonPropertyDescription(
            "A kubeconfig in a Secret. Read are server, certificate-authority-data, "
                + "tls-server-name, token, client-certificate-data and client-key-data of its "
                + "current context; anything else that starts programs, reads files or weakens "
                + "TLS is refused.")
        @Nullable KubeconfigReference kubeconfigSecretRef,
    @JsonPropertyDescription("A Gardener shoot.") @Nullable ShootAccess shoot) {}
