package io.fedbackup.gitsync.sops;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * One value as SOPS writes it: {@code ENC[AES256_GCM,data:…,iv:…,tag:…,type:str]}.
 *
 * @param type what it was before: {@code str}, {@code int}, {@code float}, {@code bool}
 */
record EncryptedValue(String data, String iv, String tag, String type) {
  private static final Pattern FORM =
      Pattern.compile(
          "ENC\\[AES256_GCM,data:([A-Za-z0-9+/=]*),iv:([A-Za-z0-9+/=]+),tag:([A-Za-z0-9+/=]+),type:([a-z]+)\\]");
  private static final String MARK = "ENC[";
  private static final int TAG_BYTES = 16;

  /** Whether a text means to be such a value. */
  static boolean looksLike(String text) {
    return text.startsWith(MARK);
  }

  /** The parts, if the text has this form. */
  static Optional<EncryptedValue> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new EncryptedValue(parts.group(1), parts.group(2), parts.group(3), parts.group(4)))
        : Optional.empty();
  }

  /**
   * What was encrypted.
   *
   * @param where it stands, which is authenticated with it
   * @throws GeneralSecurityException where key, place or value are not those of the encryption
   */
  byte[] decrypt(SecretKey key, byte[] where) throws GeneralSecurityException {
    byte[] sealed = decode(data);
    byte[] seal = decode(tag);
    if (seal.length != TAG_BYTES) {
      throw new GeneralSecurityException("a tag of another length");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, decode(iv)));
    cipher.updateAAD(where);
    byte[] both = new byte[sealed.length + seal.length];
    System.arraycopy(sealed, 0, both, 0, sealed.length);
    System.arraycopy(seal, 0, both, sealed.length, seal.length);
    return cipher.doFinal(both);
  }

  private static byte[] decode(String base64) throws GeneralSecurityException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("no base64", e);
    }
  }

  @Override
  public String toString() {
    return "EncryptedValue[" + type + "]";
  }
}
