package io.fedbackup.e2e.doubles.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.e2e.doubles.HttpsEndpoint;
import io.fedbackup.e2e.testbed.TestCa;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the commit status APIs of four kinds of Git servers. Thread-safe.
 *
 * <p>Kept: TLS, methods, paths, where the token stands, media type, a user agent (GitHub wants
 * one), required and known fields and their types, names of states, api-version, GitHub's limit of
 * 140 characters, that the commit has to be there, and GitLab's refusal to make a pending status
 * pending. Left out: reading statuses, rate limits, rights beyond having the token.
 */
public final class GitForgeDouble implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_BODY = 1 << 16;
  private static final int LONGEST_DESCRIPTION = 140;

  private final String token;
  private final BiPredicate<String, String> commits;
  private final HttpsEndpoint endpoint;
  private final List<Status> statuses = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private volatile boolean down;
  private volatile @Nullable URI moved;

  private GitForgeDouble(TestCa ca, String token, BiPredicate<String, String> commits) {
    this.token = token;
    this.commits = commits;
    this.endpoint = HttpsEndpoint.start("forge", ca.server(), new Api());
  }

  /**
   * A commit status as the server has it.
   *
   * @param repository its path at the Git server, without {@code .git}
   */
  public record Status(
      String repository, String commit, String state, String context, String description) {}

  /**
   * Starts one.
   *
   * @param token that is accepted
   * @param commits whether a repository, by its path, has a commit
   */
  public static GitForgeDouble start(TestCa ca, String token, BiPredicate<String, String> commits) {
    return new GitForgeDouble(ca, token, commits);
  }

  /** Where an API is served. */
  public String address(ForgeApi api) {
    return endpoint.uri() + api.base();
  }

  /** What was posted about a repository, in order. */
  public synchronized List<Status> statuses(String repository) {
    return statuses.stream().filter(status -> status.repository().equals(repository)).toList();
  }

  /** Why requests were refused, in order. */
  public synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** From now on everything is answered with 503, or no longer. */
  public void setDown(boolean now) {
    down = now;
  }

  /** From now on everything is redirected to this server. */
  public void redirect(URI target) {
    moved = target;
  }

  @Override
  public void close() {
    endpoint.close();
  }

  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    Refusal(int code, String why) {
      super(why);
      this.code = code;
    }
  }

  private static Refusal refused(int code, String why) {
    return new Refusal(code, why);
  }

  private final class Api extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      var target = moved;
      if (target != null) {
        response.getHeaders().put(HttpHeader.LOCATION, target + request.getHttpURI().getPath());
        answer(response, callback, 307, "moved");
        return true;
      }
      try {
        take(request);
        answer(response, callback, 201, "created");
      } catch (Refusal e) {
        synchronized (GitForgeDouble.this) {
          refusals.add(e.code + " " + e.getMessage());
        }
        answer(response, callback, e.code, String.valueOf(e.getMessage()));
      }
      return true;
    }

    private void answer(Response response, Callback callback, int code, String message) {
      response.setStatus(code);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      var body = JSON.createObjectNode().put("message", message).toString();
      response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }

    private void take(Request request) throws Refusal, IOException {
      if (down) {
        throw refused(503, "down");
      }
      var path = request.getHttpURI().getPath();
      var api =
          Arrays.stream(ForgeApi.values())
              .filter(it -> it.path().matcher(path).matches())
              .findFirst()
              .orElseThrow(() -> refused(404, "no such path: " + path));
      requireHeaders(request, api);
      var names = api.path().matcher(path);
      if (!names.matches()) {
        throw new IllegalStateException(path);
      }
      var status = status(api, names, body(request));
      if (!status.commit().matches("[0-9a-f]{40}")
          || !commits.test(status.repository(), status.commit())) {
        throw refused(
            api == ForgeApi.GITHUB ? 422 : 404, "no such commit in " + status.repository());
      }
      synchronized (GitForgeDouble.this) {
        if (api == ForgeApi.GITLAB && status.state().equals("pending") && isPending(status)) {
          throw refused(400, "Cannot transition status via :enqueue from :pending");
        }
        statuses.add(status);
      }
    }

    private void requireHeaders(Request request, ForgeApi api) throws Refusal {
      var headers = request.getHeaders();
      if (!request.getMethod().equals("POST")) {
        throw refused(405, "method " + request.getMethod());
      }
      if (!api.credentials(token).equals(headers.get(api.header()))) {
        throw refused(401, "bad credentials");
      }
      var agent = headers.get(HttpHeader.USER_AGENT);
      if (agent == null || agent.isBlank()) {
        throw refused(403, "no user agent");
      }
      var type = headers.get(HttpHeader.CONTENT_TYPE);
      if (type == null || !type.startsWith("application/json")) {
        throw refused(415, "media type " + type);
      }
      var query = request.getHttpURI().getQuery();
      var expected = api == ForgeApi.AZURE ? "api-version=7.1" : null;
      if (!Objects.equals(expected, query)) {
        throw refused(400, "query " + query);
      }
    }

    private static JsonNode body(Request request) throws Refusal, IOException {
      var bytes = Request.asInputStream(request).readNBytes(LARGEST_BODY + 1);
      if (bytes.length > LARGEST_BODY) {
        throw refused(413, "too large");
      }
      try {
        return JSON.readTree(bytes);
      } catch (JsonProcessingException e) {
        throw refused(400, "no JSON");
      }
    }

    private static Status status(ForgeApi api, Matcher names, JsonNode body) throws Refusal {
      requireFields(body, Set.of("state", "description", "context"), Set.of("target_url"));
      var state = text(body, "state");
      if (!api.hasState(state)) {
        throw refused(422, "state " + state);
      }
      var description = text(body, "description");
      if (description.length() > LONGEST_DESCRIPTION) {
        throw refused(422, "description is too long");
      }
      return new Status(
          api.repository(names.group("repository")),
          names.group("commit"),
          state,
          context(api, body.path("context")),
          description);
    }

    private static String context(ForgeApi api, JsonNode context) throws Refusal {
      if (api != ForgeApi.AZURE) {
        if (!context.isTextual()) {
          throw refused(422, "context is no text");
        }
        return context.asText();
      }
      requireFields(context, Set.of("genre", "name"), Set.of());
      return text(context, "genre") + "/" + text(context, "name");
    }

    private static void requireFields(JsonNode object, Set<String> required, Set<String> allowed)
        throws Refusal {
      if (!object.isObject()) {
        throw refused(400, "no object");
      }
      var names = new HashSet<String>();
      object.fieldNames().forEachRemaining(names::add);
      if (!names.containsAll(required)) {
        throw refused(422, "fields " + names);
      }
      names.removeAll(required);
      names.removeAll(allowed);
      if (!names.isEmpty()) {
        throw refused(422, "unknown fields " + names);
      }
    }

    private static String text(JsonNode object, String field) throws Refusal {
      if (!object.path(field).isTextual() || object.path(field).asText().isBlank()) {
        throw refused(422, field + " is no text");
      }
      return object.path(field).asText();
    }

    private boolean isPending(Status status) {
      return statuses.stream()
          .filter(it -> it.repository().equals(status.repository()))
          .filter(it -> it.commit().equals(status.commit()))
          .filter(it -> it.context().equals(status.context()))
          .reduce((_, last) -> last)
          .filter(it -> it.state().equals("pending"))
          .isPresent();
    }
  }
}
