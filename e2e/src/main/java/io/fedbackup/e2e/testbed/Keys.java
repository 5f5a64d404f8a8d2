package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/** New key pairs. */
public final class Keys {

  private static final int CURVE_BITS = 256;

  private Keys() {}

  /** A P-256 key pair; takes a millisecond. */
  public static KeyPair ellipticCurve() {
    return generate("EC", new ECGenParameterSpec("secp256r1"));
  }

  /** An RSA key pair of 2048 bits; takes a second in a young JVM. */
  public static KeyPair rsa() {
    return generate("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
  }

  /** A private key on an elliptic curve in the encoding of SEC 1 (RFC 5915). */
  static byte[] sec1(PrivateKey key) {
    try {
      var info = PrivateKeyInfo.getInstance(key.getEncoded());
      var bare = ECPrivateKey.getInstance(info.parsePrivateKey());
      var curve = info.getPrivateKeyAlgorithm().getParameters();
      return new ECPrivateKey(CURVE_BITS, bare.getKey(), curve).getEncoded();
    } catch (IOException e) {
      throw new IllegalArgumentException("Not a key on an elliptic curve", e);
    }
  }

  private static KeyPair generate(String algorithm, AlgorithmParameterSpec parameters) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK makes no " + algorithm + " keys", e);
    }
  }
}
