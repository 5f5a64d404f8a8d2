package io.fedbackup.e2e.doubles.azure;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes access tokens as Entra ID (version 1.0) does, and verifies them as its resources do.
 * Thread-safe.
 */
final class AccessTokens {

  private static final Duration SKEW = Duration.ofMinutes(5);

  /** One for all of the process, as Entra signs for all tenants: making it takes a second. */
  private static final RSAKey KEY = key();

  private final String tenantId;
  private final Clock clock;
  private final Duration lifetime;

  AccessTokens(String tenantId, Clock clock, Duration lifetime) {
    this.tenantId = tenantId;
    this.clock = clock;
    this.lifetime = lifetime;
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048)
          .keyID(UUID.randomUUID().toString().replace("-", ""))
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("This JDK cannot make RSA keys", e);
    }
  }

  Duration lifetime() {
    return lifetime;
  }

  /** The public half, to be published. */
  JWKSet published() {
    return new JWKSet(KEY.toPublicJWK());
  }

  String issuer() {
    return "https://sts.windows.net/" + tenantId + "/";
  }

  /** A token for {@code audience} in the name of a service principal. */
  String issue(String audience, String clientId, String objectId) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .audience(audience)
            .issuer(issuer())
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .claim("appid", clientId)
            .claim("appidacr", "2")
            .claim("idp", issuer())
            .claim("idtyp", "app")
            .claim("oid", objectId)
            .subject(objectId)
            .claim("tid", tenantId)
            .claim("uti", UUID.randomUUID().toString())
            .claim("ver", "1.0")
            .build();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(KEY.getKeyID())
            .build();
    try {
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(KEY));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("Cannot sign an access token", e);
    }
  }

  /** Who a token speaks for; empty when it is not a valid one of ours for {@code resource}. */
  Optional<Caller> verify(String token, String resource) {
    try {
      var jwt = SignedJWT.parse(token);
      var claims = jwt.getJWTClaimsSet();
      if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
          || !jwt.verify(new RSASSAVerifier(KEY.toRSAPublicKey()))
          || !isCurrent(claims)
          || !issuer().equals(claims.getIssuer())
          || claims.getAudience().stream().noneMatch(a -> withoutSlash(a).equals(resource))) {
        return Optional.empty();
      }
      return Optional.of(new Caller(claims.getStringClaim("appid"), claims.getStringClaim("oid")));
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private boolean isCurrent(JWTClaimsSet claims) {
    var now = clock.instant();
    var expiry = claims.getExpirationTime();
    var start = claims.getNotBeforeTime();
    return expiry != null
        && start != null
        && now.isBefore(expiry.toInstant())
        && !now.plus(SKEW).isBefore(start.toInstant());
  }

  private static String withoutSlash(String audience) {
    return audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
  }

  /**
   * Whom a verified token names.
   *
   * @param clientId claim {@code appid}
   * @param objectId claim {@code oid}
   */
  record Caller(String clientId, String objectId) {}
}
