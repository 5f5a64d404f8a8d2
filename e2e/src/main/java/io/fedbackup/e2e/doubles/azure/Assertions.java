package io.fedbackup.e2e.doubles.azure;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges a client assertion by the federated credentials of an identity. Strings are compared
 * exactly; the first of issuer, subject, audience that fits no credential is what the error names.
 * An issuer that no credential names is never contacted.
 */
final class Assertions {

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final String HINT =
      " Check your federated identity credential Subject, Audience and Issuer against the presented"
          + " assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation";

  private final IssuerKeys keys;
  private final Clock clock;

  Assertions(IssuerKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Returns when the assertion is good for one of the credentials. */
  void check(String assertion, List<FederatedCredential> credentials) throws EntraException {
    var jwt = parse(assertion);
    var claims = claims(jwt);
    match(claims, credentials);
    checkTimes(claims);
    checkSignature(jwt, String.valueOf(claims.getIssuer()));
  }

  private static SignedJWT parse(String assertion) throws EntraException {
    try {
      var jwt = SignedJWT.parse(assertion);
      if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
        throw EntraException.invalidRequest(
            5002738,
            "Invalid JWT token. '"
                + jwt.getHeader().getAlgorithm()
                + "' is not a supported signature algorithm. Supported signing algorithms are:"
                + " 'RS256'.");
      }
      return jwt;
    } catch (ParseException e) {
      throw EntraException.invalidRequest(50027, "JWT token is invalid or malformed.");
    }
  }

  private static JWTClaimsSet claims(SignedJWT jwt) throws EntraException {
    try {
      return jwt.getJWTClaimsSet();
    } catch (ParseException e) {
      throw EntraException.invalidRequest(50027, "JWT token is invalid or malformed.");
    }
  }

  private static void match(JWTClaimsSet claims, List<FederatedCredential> credentials)
      throws EntraException {
    if (credentials.isEmpty()) {
      throw EntraException.invalidRequest(
          70021,
          "No matching federated identity record found for presented assertion. Assertion Issuer: '"
              + claims.getIssuer()
              + "'. Assertion Subject: '"
              + claims.getSubject()
              + "'. Assertion Audience: '"
              + String.join(",", claims.getAudience())
              + "'."
              + HINT);
    }
    var ofIssuer = credentials.stream().filter(c -> c.issuer().equals(claims.getIssuer())).toList();
    requireMatch(ofIssuer, 700211, "issuer", claims.getIssuer());
    var ofSubject = ofIssuer.stream().filter(c -> c.subject().equals(claims.getSubject())).toList();
    requireMatch(ofSubject, 700213, "subject", claims.getSubject());
    var ofAudience =
        ofSubject.stream().filter(c -> claims.getAudience().contains(c.audience())).toList();
    requireMatch(ofAudience, 700212, "audience", String.join(",", claims.getAudience()));
  }

  private static void requireMatch(
      List<FederatedCredential> matching, int code, String what, @Nullable String value)
      throws EntraException {
    if (matching.isEmpty()) {
      throw EntraException.invalidClient(
          code,
          "No matching federated identity record found for presented assertion "
              + what
              + " '"
              + value
              + "'."
              + HINT);
    }
  }

  private void checkTimes(JWTClaimsSet claims) throws EntraException {
    var now = clock.instant();
    Date start = claims.getNotBeforeTime();
    Date end = claims.getExpirationTime();
    boolean early = start != null && now.plus(SKEW).isBefore(start.toInstant());
    boolean late = end == null || now.minus(SKEW).isAfter(end.toInstant());
    if (early || late) {
      throw EntraException.invalidClient(
          700024,
          "Client assertion is not within its valid time range. Current time: "
              + now
              + ", assertion valid from "
              + (start == null ? "unknown" : start.toInstant())
              + ", expiry time of assertion "
              + (end == null ? "unknown" : end.toInstant())
              + ".");
    }
  }

  private void checkSignature(SignedJWT jwt, String issuer) throws EntraException {
    try {
      var keyId = String.valueOf(jwt.getHeader().getKeyID());
      var key = keys.find(issuer, keyId).orElse(null);
      if (key == null) {
        throw invalidSignature(
            "The key was not found., Thumbprint of key used by client: '" + keyId + "'");
      }
      if (!jwt.verify(new RSASSAVerifier(key))) {
        throw invalidSignature("Key was found, but use of the key to verify the signature failed.");
      }
    } catch (IOException e) {
      throw EntraException.invalidRequest(
          50166, "Request to External OIDC endpoint failed: " + issuer + ": " + e.getMessage());
    } catch (JOSEException e) {
      throw invalidSignature("The key cannot be used.");
    }
  }

  private static EntraException invalidSignature(String reason) {
    return EntraException.badRequest(
        "invalid_grant", 50013, "Assertion failed signature validation. [Reason - " + reason + "]");
  }
}
