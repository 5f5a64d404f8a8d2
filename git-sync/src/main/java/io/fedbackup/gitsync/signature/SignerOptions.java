package io.fedbackup.gitsync.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Options of an allowed signer (ssh-keygen(1), ALLOWED SIGNERS).
 *
 * @param namespaces patterns of which one has to fit; empty for all
 */
record SignerOptions(List<String> namespaces, Instant after, Instant before) {
  private static final String GIT = "git";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  /** From what stands before the key. */
  static SignerOptions of(List<String> words) {
    List<String> namespaces = List.of();
    Instant after = Instant.MIN;
    Instant before = Instant.MAX;
    for (String option : words.stream().flatMap(word -> commas(word).stream()).toList()) {
      int equals = option.indexOf('=');
      String name = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : unquoted(option.substring(equals + 1));
      switch (name) {
        case "namespaces" -> namespaces = List.of(value.split(",", -1));
        case "valid-after" -> after = time(value);
        case "valid-before" -> before = time(value);
        case "cert-authority" ->
            throw new KeysException("has a certificate authority, which is not supported", null);
        default -> {} // principals, and options that are about logging in
      }
    }
    return new SignerOptions(namespaces, after, before);
  }

  boolean allow(Instant now) {
    boolean named = namespaces.isEmpty() || namespaces.stream().anyMatch(SignerOptions::fits);
    return named && !now.isBefore(after) && now.isBefore(before);
  }

  private static boolean fits(String pattern) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return GIT.matches(regex);
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  /** {@code YYYYMMDD[Z]} or {@code YYYYMMDDHHMM[SS][Z]}; without Z in the local time zone. */
  private static Instant time(String text) {
    boolean utc = text.endsWith("Z");
    String digits = utc ? text.substring(0, text.length() - 1) : text;
    if (!digits.matches("\\d{8}|\\d{12}|\\d{14}")) {
      throw new KeysException("has a signer with a time that cannot be read", null);
    }
    try {
      return LocalDateTime.parse(digits + "0".repeat(14 - digits.length()), TIME)
          .atZone(utc ? ZoneOffset.UTC : ZoneId.systemDefault())
          .toInstant();
    } catch (DateTimeException e) {
      throw new KeysException("has a signer with a time that cannot be read", e);
    }
  }

  /** Words separated by blanks outside of quotes. */
  static List<String> words(String line) {
    return split(line, ' ');
  }

  private static List<String> commas(String word) {
    return split(word, ',');
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    var part = new StringBuilder();
    boolean quoted = false;
    for (char c : text.replace('\t', ' ').toCharArray()) {
      quoted ^= c == '"';
      if (c == separator && !quoted) {
        if (!part.isEmpty()) {
          parts.add(part.toString());
        }
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }
}
