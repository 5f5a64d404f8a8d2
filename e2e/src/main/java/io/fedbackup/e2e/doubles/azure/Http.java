package io.fedbackup.e2e.doubles.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** JSON in and out of Jetty requests, bounded. */
final class Http {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAXIMUM_BODY = 64 * 1024;

  private Http() {}

  /** The body as JSON; empty when there is none. */
  static JsonNode body(Request request) throws IOException {
    var bytes = Request.asInputStream(request).readNBytes(MAXIMUM_BODY + 1);
    if (bytes.length > MAXIMUM_BODY) {
      throw new IOException("request body over " + MAXIMUM_BODY + " bytes");
    }
    return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
  }

  /** The bearer token of a request. */
  static Optional<String> bearer(Request request) {
    var value = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return value != null && value.regionMatches(true, 0, "Bearer ", 0, 7)
        ? Optional.of(value.substring(7).strip())
        : Optional.empty();
  }

  static void send(Response response, Callback callback, int status, JsonNode body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store, no-cache");
    response.write(
        true, ByteBuffer.wrap(body.toString().getBytes(StandardCharsets.UTF_8)), callback);
  }

  static void sendEmpty(Response response, Callback callback, int status) {
    response.setStatus(status);
    callback.succeeded();
  }
}
