package io.fedbackup.gitsync.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A signature as {@code ssh-keygen -Y sign} makes it, for namespace git (OpenSSH, PROTOCOL.sshsig).
 */
final class SshSignature {
  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final String NAMESPACE = "git";
  private static final int VERSION = 1;
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  private static final String END = "-----END SSH SIGNATURE-----";
  private static final Map<String, String> HASHES =
      Map.of("sha256", "SHA-256", "sha512", "SHA-512");

  /** By SHA-1. */
  private static final Set<String> WEAK = Set.of(KeyPairProvider.SSH_RSA, KeyPairProvider.SSH_DSS);

  private final PublicKey key;
  private final String hashName;
  private final String hash;
  private final byte[] blob;

  private SshSignature(PublicKey key, String hashName, String hash, byte[] blob) {
    this.key = key;
    this.hashName = hashName;
    this.hash = hash;
    this.blob = blob;
  }

  /** By whom it says it is. */
  PublicKey key() {
    return key;
  }

  /** Absent for what is no such signature, or is for another namespace or an unknown hash. */
  static Optional<SshSignature> parse(String armoured) {
    int end = armoured.indexOf(END);
    if (!armoured.startsWith(BEGIN) || end < 0) {
      return Optional.empty();
    }
    try {
      String base64 = armoured.substring(BEGIN.length(), end).replaceAll("\\s", "");
      return read(new ByteArrayBuffer(Base64.getDecoder().decode(base64)));
    } catch (SshException
        | RuntimeException e) { // the buffer throws several for what was tampered with
      return Optional.empty();
    }
  }

  private static Optional<SshSignature> read(ByteArrayBuffer buffer) throws SshException {
    byte[] magic = new byte[MAGIC.length];
    buffer.getRawBytes(magic);
    if (!MessageDigest.isEqual(magic, MAGIC) || buffer.getInt() != VERSION) {
      return Optional.empty();
    }
    PublicKey key = buffer.getPublicKey();
    String namespace = buffer.getString();
    buffer.getBytes(); // reserved
    String hashName = buffer.getString();
    String hash = HASHES.get(hashName);
    if (key == null || hash == null || !namespace.equals(NAMESPACE)) {
      return Optional.empty();
    }
    return Optional.of(new SshSignature(key, hashName, hash, buffer.getBytes()));
  }

  boolean fits(byte[] payload) {
    try {
      String algorithm = new ByteArrayBuffer(blob).getString();
      NamedFactory<Signature> factory = BuiltinSignatures.fromFactoryName(algorithm);
      if (factory == null || WEAK.contains(algorithm)) {
        return false;
      }
      Signature verifier = factory.create();
      verifier.initVerifier(null, key);
      verifier.update(null, signed(payload));
      return verifier.verify(null, blob);
    } catch (Exception e) { // declared by SSHD without a narrower type
      return false;
    }
  }

  private byte[] signed(byte[] payload) throws NoSuchAlgorithmException {
    var buffer = new ByteArrayBuffer();
    buffer.putRawBytes(MAGIC);
    buffer.putString(NAMESPACE);
    buffer.putString("");
    buffer.putString(hashName);
    buffer.putBytes(MessageDigest.getInstance(hash).digest(payload));
    return buffer.getCompactData();
  }
}
