package io.fedbackup.gitsync.receiver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fedbackup.api.v1alpha1.GitProvider;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from authentic calls which ref was pushed, and nothing else. Pure; the body is read as a
 * stream of tokens, so that a large one takes no more memory than it has.
 */
final class HookEvents {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PAYLOAD = "payload=";
  private static final int MOST_REFS = 1_000;

  private HookEvents() {}

  /** A body that is not what the Git server would send. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * What a call tells.
   *
   * @throws Malformed where its body cannot be read
   */
  static HookEvent read(GitProvider provider, CallHeaders headers, byte[] body) throws Malformed {
    return switch (provider) {
      case GIT_HUB -> named(headers.first("X-GitHub-Event").orElse(""), headers, body);
      case GITEA ->
          named(
              headers.first("X-Gitea-Event").or(() -> headers.first("X-Forgejo-Event")).orElse(""),
              headers,
              body);
      case GIT_LAB -> gitLab(headers.first("X-Gitlab-Event").orElse(""), headers, body);
      case AZURE_DEV_OPS -> azure(fields(headers, body));
    };
  }

  private static HookEvent named(String event, CallHeaders headers, byte[] body) throws Malformed {
    return switch (event) {
      case "ping" -> new HookEvent.Ping();
      case "push" -> push(fields(headers, body));
      default -> new HookEvent.Other();
    };
  }

  private static HookEvent gitLab(String event, CallHeaders headers, byte[] body) throws Malformed {
    return switch (event) {
      case "Push Hook", "Tag Push Hook" -> push(fields(headers, body));
      case "System Hook" -> {
        Fields fields = fields(headers, body);
        yield fields.isPush() ? push(fields) : new HookEvent.Other();
      }
      default -> new HookEvent.Other();
    };
  }

  private static HookEvent push(Fields fields) throws Malformed {
    if (fields.ref == null) {
      throw new Malformed("a push without ref");
    }
    return new HookEvent.Push(Set.of(fields.ref));
  }

  private static HookEvent azure(Fields fields) {
    return "git.push".equals(fields.event)
        ? new HookEvent.Push(fields.updated)
        : new HookEvent.Other();
  }

  /** The few fields of a body that count, of whichever Git server. */
  private static final class Fields {
    @Nullable String ref;
    @Nullable String event;
    final Set<String> updated = new HashSet<>();

    boolean isPush() {
      return "push".equals(event) || "tag_push".equals(event);
    }
  }

  private static Fields fields(CallHeaders headers, byte[] body) throws Malformed {
    try (JsonParser json = JSON.createParser(json(headers, body))) {
      var fields = new Fields();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed("the body is no JSON object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        switch (name) {
          case "ref" -> fields.ref = json.getValueAsString();
          case "eventType", "event_name", "object_kind" -> fields.event = json.getValueAsString();
          case "resource" -> resource(json, value, fields);
          default -> json.skipChildren();
        }
      }
      return fields;
    } catch (IOException e) {
      throw new Malformed("the body is no JSON: " + e.getClass().getSimpleName());
    }
  }

  private static byte[] json(CallHeaders headers, byte[] body) throws Malformed {
    Optional<String> type = headers.first("Content-Type");
    if (type.filter(value -> value.startsWith(FORM)).isEmpty()) {
      return body;
    }
    String form = new String(body, StandardCharsets.US_ASCII);
    if (!form.startsWith(PAYLOAD)) {
      throw new Malformed("a form without payload");
    }
    int end = form.indexOf('&');
    String value = form.substring(PAYLOAD.length(), end < 0 ? form.length() : end);
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Malformed("a form that cannot be decoded");
    }
  }

  /** {@code resource.refUpdates[].name}, as Azure DevOps has it. */
  private static void resource(JsonParser json, JsonToken start, Fields fields) throws IOException {
    if (start != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      if (name.equals("refUpdates") && value == JsonToken.START_ARRAY) {
        updates(json, fields);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void updates(JsonParser json, Fields fields) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        if (name.equals("name") && fields.updated.size() < MOST_REFS) {
          fields.updated.add(json.getValueAsString(""));
        } else {
          json.skipChildren();
        }
      }
    }
  }
}
