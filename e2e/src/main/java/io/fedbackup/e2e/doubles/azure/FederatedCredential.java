package io.fedbackup.e2e.doubles.azure;

/** Trust of an identity in the tokens of another issuer; all are compared as exact strings. */
public record FederatedCredential(String name, String issuer, String subject, String audience) {}
