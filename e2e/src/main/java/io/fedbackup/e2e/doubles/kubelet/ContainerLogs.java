package io.fedbackup.e2e.doubles.kubelet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** What the API server asks a kubelet for when somebody reads {@code pods/log}. */
final class ContainerLogs extends Handler.Abstract {

  private static final Pattern PATH = Pattern.compile("/containerLogs/([^/]+)/([^/]+)/([^/]+)");

  private final KubeletDouble kubelet;

  ContainerLogs(KubeletDouble kubelet) {
    this.kubelet = kubelet;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    var path = PATH.matcher(Request.getPathInContext(request));
    if (!path.matches()) {
      response.setStatus(404);
      callback.succeeded();
      return true;
    }
    var query = Request.extractQueryParameters(request);
    boolean previous = "true".equals(query.getValue("previous"));
    Optional<Path> log =
        kubelet
            .worker(path.group(1), path.group(2))
            .map(worker -> worker.log(path.group(3), previous))
            .filter(Files::isRegularFile);
    response.setStatus(log.isPresent() ? 200 : 404);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
    var body =
        log.isPresent()
            ? limit(Files.readAllBytes(log.get()), query)
            : "no logs".getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static byte[] limit(byte[] log, Fields query) {
    var tail = query.getValue("tailLines");
    var result = tail == null ? log : tail(log, Integer.parseInt(tail));
    var bytes = query.getValue("limitBytes");
    return bytes == null
        ? result
        : Arrays.copyOf(result, (int) Math.min(result.length, Long.parseLong(bytes)));
  }

  private static byte[] tail(byte[] log, int lines) {
    int start = log.length;
    int seen = 0;
    for (int i = log.length - 1; i >= 0; i--) {
      if (log[i] == '\n' && i != log.length - 1 && ++seen == lines) {
        break;
      }
      start = i;
    }
    return lines == 0 ? new byte[0] : Arrays.copyOfRange(log, start, log.length);
  }
}
