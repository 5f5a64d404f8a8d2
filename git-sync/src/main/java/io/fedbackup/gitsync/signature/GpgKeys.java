package io.fedbackup.gitsync.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPDetachedSignatureProcessor;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * Public OpenPGP keys. A signature counts when it was made by a key or subkey that was allowed to
 * sign then and still is: neither expired nor revoked. BouncyCastle's policy refuses weak hashes
 * and short keys.
 */
final class GpgKeys {
  private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

  private final List<OpenPGPCertificate> certificates;

  private GpgKeys(List<OpenPGPCertificate> certificates) {
    this.certificates = certificates;
  }

  static boolean isArmoured(String text) {
    return text.contains(BEGIN);
  }

  /** Reads all armoured blocks of these texts. */
  static GpgKeys of(List<String> texts) throws IOException {
    List<OpenPGPCertificate> certificates = new ArrayList<>();
    for (String text : texts) {
      for (int at = text.indexOf(BEGIN); at >= 0; ) {
        int next = text.indexOf(BEGIN, at + BEGIN.length());
        String block = next < 0 ? text.substring(at) : text.substring(at, next);
        certificates.addAll(new OpenPGPKeyReader().parseCertificates(block));
        at = next;
      }
    }
    return new GpgKeys(List.copyOf(certificates));
  }

  boolean isEmpty() {
    return certificates.isEmpty();
  }

  Verdict check(byte[] payload, String armoured, Date now) {
    PGPSignature signature;
    try {
      signature = parse(armoured);
    } catch (IOException | PGPException e) {
      return new Verdict.Refused("its GPG signature cannot be read");
    }
    Optional<OpenPGPComponentKey> key = issuer(signature);
    if (key.isEmpty()) {
      return new Verdict.Refused(
          "it is signed by GPG key %s, which is not among the public keys"
              .formatted(name(signature)));
    }
    return check(payload, signature, key.get(), now);
  }

  private Verdict check(byte[] payload, PGPSignature signature, OpenPGPComponentKey key, Date now) {
    String name = fingerprint(key);
    if (!isCorrect(payload, signature, key)) {
      return new Verdict.Refused(
          "its signature by GPG key %s does not fit it, or was made when the key did not count"
              .formatted(name));
    }
    if (!counts(key, now)) {
      return new Verdict.Refused(
          "it is signed by GPG key %s, which is expired, revoked or not for signing"
              .formatted(name));
    }
    return new Verdict.Valid(name);
  }

  private static boolean isCorrect(
      byte[] payload, PGPSignature signature, OpenPGPComponentKey key) {
    int type = signature.getSignatureType();
    if (type != PGPSignature.BINARY_DOCUMENT && type != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
      return false;
    }
    try {
      List<OpenPGPDocumentSignature> verified =
          new OpenPGPDetachedSignatureProcessor()
              .addVerificationCertificate(key.getCertificate())
              .addSignature(signature)
              .process(new ByteArrayInputStream(payload));
      return verified.size() == 1
          && verified.getFirst().isTestedCorrect()
          && verified.getFirst().isValid();
    } catch (IOException | PGPException | RuntimeException e) {
      return false; // BouncyCastle throws unchecked exceptions too for what was tampered with
    }
  }

  private static boolean counts(OpenPGPComponentKey key, Date now) {
    OpenPGPComponentKey primary = key.getCertificate().getPrimaryKey();
    return primary.isBoundAt(now)
        && key.isBoundAt(now)
        && key.isSigningKey(now)
        && !isPast(primary.getKeyExpirationDateAt(now), now)
        && !isPast(key.getKeyExpirationDateAt(now), now);
  }

  private static boolean isPast(@Nullable Date expiration, Date now) {
    return expiration != null && !expiration.toInstant().isAfter(now.toInstant());
  }

  private Optional<OpenPGPComponentKey> issuer(PGPSignature signature) {
    for (KeyIdentifier identifier : signature.getKeyIdentifiers()) {
      for (OpenPGPCertificate certificate : certificates) {
        OpenPGPComponentKey key = certificate.getKey(identifier);
        if (key != null) {
          return Optional.of(key);
        }
      }
    }
    return Optional.empty();
  }

  private static PGPSignature parse(String armoured) throws IOException, PGPException {
    try (InputStream in =
        PGPUtil.getDecoderStream(
            new ByteArrayInputStream(armoured.getBytes(StandardCharsets.ISO_8859_1)))) {
      Object first = new BcPGPObjectFactory(in).nextObject();
      if (first instanceof PGPSignatureList list && list.size() == 1) {
        return list.get(0);
      }
    } catch (RuntimeException e) {
      throw new PGPException("not a signature", e); // unchecked for what was tampered with
    }
    throw new PGPException("not one signature");
  }

  private static String name(PGPSignature signature) {
    return "%016X".formatted(signature.getKeyID());
  }

  private static String fingerprint(OpenPGPComponentKey key) {
    return HexFormat.of()
        .formatHex(key.getKeyIdentifier().getFingerprint())
        .toUpperCase(Locale.ROOT);
  }
}
