package io.fedbackup.gitsync.sops;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Private age keys. Never printed. */
public final class AgeKeys {
  private static final String SUFFIX = ".agekey";
  private static final String START = "AGE-SECRET-KEY-1";
  private static final int KEY_BYTES = 32;
  private static final int MOST_KEYS = 20;

  private final List<RecipientStanzaReader> readers;

  private AgeKeys(List<RecipientStanzaReader> readers) {
    this.readers = List.copyOf(readers);
  }

  /**
   * From the data of a Secret: all keys whose names end in {@code .agekey}, each as {@code
   * age-keygen} writes it, one key a line.
   *
   * @param name of the Secret, for messages
   * @throws SopsException where there is none, or one that cannot be used
   */
  public static AgeKeys fromSecret(String name, Map<String, byte[]> data) throws SopsException {
    List<RecipientStanzaReader> readers = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : new TreeMap<>(data).entrySet()) {
      if (entry.getKey().endsWith(SUFFIX)) {
        for (String line : lines(entry.getValue())) {
          if (!line.isBlank() && !line.startsWith("#")) {
            readers.add(reader(name, entry.getKey(), line.strip()));
          }
        }
      }
    }
    if (readers.isEmpty()) {
      throw new SopsException(
          "Secret %s of spec.decryption has no key that ends in %s; add one as age-keygen writes it"
              .formatted(name, SUFFIX));
    }
    if (readers.size() > MOST_KEYS) {
      throw new SopsException(
          "Secret %s of spec.decryption has more than %d age keys".formatted(name, MOST_KEYS));
    }
    return new AgeKeys(readers);
  }

  private static List<String> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }

  private static RecipientStanzaReader reader(String name, String entry, String line)
      throws SopsException {
    try {
      if (line.startsWith(START)) {
        return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(line);
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw unusable(name, entry);
    }
    throw unusable(name, entry);
  }

  private static SopsException unusable(String name, String entry) {
    return new SopsException(
        "%s of Secret %s has a line that is no private age key (%s…)"
            .formatted(entry, name, START));
  }

  /** The key that one of these armored age files has, if one of the private keys opens it. */
  Optional<SecretKey> open(List<String> armored) {
    for (String file : armored) {
      for (RecipientStanzaReader reader : readers) {
        Optional<SecretKey> key = open(file, reader);
        if (key.isPresent()) {
          return key;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<SecretKey> open(String armored, RecipientStanzaReader reader) {
    var in = new ByteArrayInputStream(armored.getBytes(StandardCharsets.US_ASCII));
    try (ReadableByteChannel channel =
        new ArmoredDecryptingChannelFactory()
            .newDecryptingChannel(Channels.newChannel(in), List.of(reader))) {
      ByteBuffer plain = ByteBuffer.allocate(KEY_BYTES + 1);
      while (plain.hasRemaining() && channel.read(plain) >= 0) {
        // until the end, or until it is longer than a key
      }
      return plain.position() == KEY_BYTES
          ? Optional.of(new SecretKeySpec(plain.array(), 0, KEY_BYTES, "AES"))
          : Optional.empty();
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      return Optional.empty(); // made for another key, or broken: the library throws many types
    }
  }

  @Override
  public String toString() {
    return "AgeKeys[hidden]";
  }
}
