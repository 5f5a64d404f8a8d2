package io.fedbackup.agent.azure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Values that the tests of this package share. */
final class Samples {

  static final String CLIENT = "11111111-2222-3333-4444-555555555555";
  static final String TENANT = "99999999-8888-7777-6666-555555555555";
  static final String ISSUER = "https://issuer.example/cluster-a";
  static final String SUBJECT = "system:serviceaccount:portworx:stork";
  static final String AUDIENCE = "api://AzureADTokenExchange";

  private Samples() {}

  static AzureLocation location() {
    return new AzureLocation(
        "acme", "backups", AzureCloud.AzurePublicCloud, Optional.empty(), Optional.empty());
  }

  static Accessed accessed() {
    return accessed(AUDIENCE);
  }

  static Accessed accessed(String audience) {
    return new Accessed(
        location(),
        "https://acme.blob.core.windows.net",
        "https://login.microsoftonline.com/",
        CLIENT,
        TENANT,
        ProjectedToken.parse(jwt(audience)));
  }

  static String jwt(String audience) {
    return base64("{\"alg\":\"RS256\"}")
        + "."
        + base64(
            "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":[\"%s\"]}".formatted(ISSUER, SUBJECT, audience))
        + "."
        + base64("canary-signature");
  }

  static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
