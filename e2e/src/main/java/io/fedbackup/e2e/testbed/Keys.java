package io.fedbackup.e2e.testbed;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** New key pairs. */
public final class Keys {

  private Keys() {}

  /** A P-256 key pair; takes a millisecond. */
  public static KeyPair ellipticCurve() {
    return generate("EC", new ECGenParameterSpec("secp256r1"));
  }

  /** An RSA key pair of 2048 bits; takes a tenth of a second. */
  public static KeyPair rsa() {
    return generate("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
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
