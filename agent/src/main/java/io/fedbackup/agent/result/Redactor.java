package io.fedbackup.agent.result;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Takes tokens out of text before it leaves the process: those that it was told of, and whatever
 * looks like a JSON Web Token, a bearer token or a signature. Servers and proxies do repeat
 * requests in their error pages. Safe for use by several threads.
 */
public final class Redactor {

  private static final String MASK = "<redacted>";
  private static final int SHORTEST_SECRET = 8;
  private static final Pattern TOKEN =
      Pattern.compile(
          "eyJ[\\w.%=+/-]{8,}|(?i:bearer)\\s+[\\w.~+/=-]{8,}"
              + "|(?i:client_assertion|client_secret|access_token|sig)=[^&\\s\"']+");

  private final List<String> secrets = new CopyOnWriteArrayList<>();

  /** Hides this value from now on; values too short to be a secret are ignored. */
  public void hide(String secret) {
    var stripped = secret.strip();
    if (stripped.length() >= SHORTEST_SECRET) {
      secrets.add(stripped);
    }
  }

  /** Returns the text without tokens. */
  public String redact(String text) {
    var redacted = text;
    for (var secret : secrets) {
      redacted = redacted.replace(secret, MASK);
    }
    return TOKEN.matcher(redacted).replaceAll(MASK);
  }

  @Override
  public String toString() {
    return "Redactor[" + secrets.size() + " secrets]";
  }
}
