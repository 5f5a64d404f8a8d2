package io.fedbackup.agent.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * Entra ID's token endpoint and Blob Storage below the libraries' HTTP pipeline: what is sent is
 * recorded, what is answered is scripted by method and place. Without a script it answers as a
 * container in order does.
 */
final class ScriptedAzure implements HttpClient {

  static final String ACCESS_TOKEN = "opaque-access-token-canary";

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private byte[] marker = new byte[0];

  /** An answer: status, headers, body. */
  record Answer(int status, Map<String, String> headers, String body) {
    static Answer blob(int status, String code) {
      return new Answer(
          status,
          Map.of(
              "x-ms-error-code",
              code,
              "x-ms-request-id",
              "req-1",
              "Content-Type",
              "application/xml"),
          "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>%s %s</Message></Error>"
              .formatted(code, "said", ACCESS_TOKEN));
    }

    static Answer entra(int status, String description) {
      return new Answer(
          status,
          Map.of("Content-Type", "application/json"),
          "{\"error\":\"invalid_client\",\"error_description\":\"%s\",\"error_codes\":[1]}"
              .formatted(description));
    }
  }

  /** Answers requests such as {@code LIST} or {@code PUT} with this. */
  void answer(String kind, Answer answer) {
    answers.put(kind, answer);
  }

  /** Returns the kinds of the requests so far, and what was conditional. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return Mono.fromCallable(() -> sendSync(request, Context.NONE));
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    var kind = kind(request);
    requests.add(kind);
    if (kind.equals("PUT") && !answers.containsKey(kind)) {
      marker = request.getBodyAsBinaryData().toBytes();
    }
    var answer = answers.getOrDefault(kind, inOrder(kind));
    return new CannedResponse(request, answer.status(), answer.headers(), body(kind, answer));
  }

  private byte[] body(String kind, Answer answer) {
    return kind.equals("GET") && answer.status() < 300
        ? marker
        : answer.body().getBytes(StandardCharsets.UTF_8);
  }

  private static String kind(HttpRequest request) {
    var url = request.getUrl();
    if (url.getPath().endsWith("/oauth2/v2.0/token")) {
      return "TOKEN";
    }
    var query = String.valueOf(url.getQuery());
    if (query.contains("comp=list")) {
      return "LIST";
    }
    if (query.contains("restype=container")) {
      return "PROPERTIES";
    }
    var conditional =
        request.getHeaders().getValue(com.azure.core.http.HttpHeaderName.IF_MATCH) != null;
    return request.getHttpMethod() == HttpMethod.PUT && conditional
        ? "PUT-IF"
        : request.getHttpMethod().toString();
  }

  private Answer inOrder(String kind) {
    return switch (kind) {
      case "TOKEN" ->
          new Answer(
              200,
              Map.of("Content-Type", "application/json"),
              "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"%s\"}"
                  .formatted(ACCESS_TOKEN));
      case "PROPERTIES" ->
          new Answer(
              200,
              Map.of(
                  "x-ms-has-immutability-policy", "false",
                  "x-ms-has-legal-hold", "false",
                  "x-ms-immutable-storage-with-versioning-enabled", "false"),
              "");
      case "LIST" ->
          new Answer(
              200,
              Map.of("Content-Type", "application/xml"),
              "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs></Blobs><NextMarker/></EnumerationResults>");
      case "PUT" -> new Answer(201, Map.of("ETag", "\"0x1\""), "");
      case "PUT-IF" -> Answer.blob(412, "ConditionNotMet");
      case "GET" -> new Answer(206, partial(), "");
      case "DELETE" -> new Answer(202, Map.of(), "");
      default -> throw new IllegalArgumentException("not scripted: " + kind);
    };
  }

  private Map<String, String> partial() {
    return Map.of(
        "Content-Length", String.valueOf(marker.length),
        "Content-Range", "bytes 0-%d/%d".formatted(marker.length - 1, marker.length),
        "ETag", "\"0x1\"");
  }
}
