package io.fedbackup.agent.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a result to where the kubelet reads a container's termination message. A kubelet keeps
 * {@value #LIMIT} bytes and cuts JSON in two beyond; so the texts are cut before, the message
 * first.
 */
public final class TerminationMessage {

  /** The longest termination message, in bytes of UTF-8. */
  public static final int LIMIT = 4096;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Redactor redactor;
  private final Path file;

  /** Writes to this file, without what the redactor hides. */
  public TerminationMessage(Path file, Redactor redactor) {
    this.file = file;
    this.redactor = redactor;
  }

  /**
   * Writes the result, replacing what was there.
   *
   * @throws IOException the file cannot be written
   */
  public void write(ValidationResult result) throws IOException {
    Files.write(file, encode(result));
  }

  /** Returns the result as JSON of at most {@value #LIMIT} bytes. */
  byte[] encode(ValidationResult result) {
    var remedy = clean(result.remedy(), Text.MESSAGE_LIMIT);
    for (var limit = Text.MESSAGE_LIMIT; limit >= 1; limit /= 2) {
      var json = json(result.withTexts(clean(result.message(), limit), remedy));
      if (json.length <= LIMIT) {
        return json;
      }
    }
    for (var limit = Text.MESSAGE_LIMIT; limit >= 1; limit /= 2) {
      var json = json(result.withTexts("", clean(result.remedy(), limit)));
      if (json.length <= LIMIT) {
        return json;
      }
    }
    throw new IllegalArgumentException(
        "the identity alone is longer than a termination message of " + LIMIT + " bytes");
  }

  private String clean(String text, int limit) {
    return Text.line(redactor.redact(text), limit);
  }

  private byte[] json(ValidationResult result) {
    try {
      return mapper.writeValueAsBytes(result);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          "a record of strings and numbers cannot be written as JSON", e);
    }
  }
}
