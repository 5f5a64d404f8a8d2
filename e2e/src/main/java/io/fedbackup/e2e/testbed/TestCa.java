package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for one test bed or one control plane: in memory, valid for a week, with
 * elliptic curve keys, which are made in no time. Thread-safe.
 */
public final class TestCa {

  private static final Duration LIFE = Duration.ofDays(7);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");

  private final SecureRandom random = new SecureRandom();
  private final KeyPair keys;
  private final X509Certificate certificate;

  private TestCa(String commonName) {
    keys = Keys.ellipticCurve();
    var name = name(commonName, List.of());
    certificate = sign(new Subject(name, keys.getPublic(), CA), name);
  }

  /** Makes an authority with a new key. */
  public static TestCa create(String commonName) {
    return new TestCa(commonName);
  }

  /** The authority's own certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The authority's own certificate as PEM. */
  public String pem() {
    return Pem.of(certificate);
  }

  /** Writes the authority's certificate, as PEM, to {@code file}. */
  public Path writeTo(Path file) {
    try {
      return Files.writeString(file, pem());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a CA certificate", e);
    }
  }

  /** A server identity for localhost, 127.0.0.1 and the names and addresses given. */
  public Identity server(String... namesAndAddresses) {
    var all = Stream.concat(LOOPBACK.stream(), Stream.of(namesAndAddresses)).distinct().toList();
    return issue(name("localhost", List.of()), server(all));
  }

  /** A client identity; Kubernetes takes the organizations for groups. */
  public Identity client(String commonName, String... organizations) {
    return issue(name(commonName, List.of(organizations)), CLIENT);
  }

  /** An SSL context that trusts this authority and nobody else. */
  public SSLContext trustingContext() {
    return Tls.trusting(certificate);
  }

  private Identity issue(X500Name name, Extensions extensions) {
    var own = Keys.ellipticCurve();
    var issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    var subject = new Subject(name, own.getPublic(), extensions);
    return new Identity(own.getPrivate(), sign(subject, issuer), certificate);
  }

  private X509Certificate sign(Subject subject, X500Name issuer) {
    var now = Instant.now();
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(120, random).add(BigInteger.ONE),
              Date.from(now.minus(CLOCK_SKEW)),
              Date.from(now.plus(LIFE)),
              subject.name(),
              subject.key());
      subject.extensions().addTo(builder);
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("Cannot make a certificate for " + subject.name(), e);
    }
  }

  private static X500Name name(String commonName, List<String> organizations) {
    var name = new X500NameBuilder(BCStyle.INSTANCE);
    organizations.forEach(organization -> name.addRDN(BCStyle.O, organization));
    return name.addRDN(BCStyle.CN, commonName).build();
  }

  private record Subject(X500Name name, PublicKey key, Extensions extensions) {}

  private interface Extensions {
    void addTo(JcaX509v3CertificateBuilder certificate) throws CertIOException;
  }

  private static final Extensions CA =
      certificate -> {
        certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        certificate.addExtension(
            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      };

  private static final Extensions CLIENT =
      certificate -> leaf(certificate, KeyPurposeId.id_kp_clientAuth);

  private static Extensions server(List<String> namesAndAddresses) {
    var names = namesAndAddresses.stream().map(TestCa::generalName).toArray(GeneralName[]::new);
    return certificate -> {
      leaf(certificate, KeyPurposeId.id_kp_serverAuth);
      certificate.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    };
  }

  private static void leaf(JcaX509v3CertificateBuilder certificate, KeyPurposeId purpose)
      throws CertIOException {
    ASN1Encodable usage = new KeyUsage(KeyUsage.digitalSignature);
    certificate.addExtension(Extension.keyUsage, true, usage);
    certificate.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
  }

  private static GeneralName generalName(String nameOrAddress) {
    boolean address = nameOrAddress.matches("[0-9.]+|.*:.*");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, nameOrAddress);
  }
}
