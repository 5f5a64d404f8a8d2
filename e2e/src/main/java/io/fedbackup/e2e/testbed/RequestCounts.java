package io.fedbackup.e2e.testbed;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many requests an API server has answered, by kind of request, as its metric {@code
 * apiserver_request_total} tells. A watch is counted when it ends, and a restarted server begins at
 * zero.
 *
 * @param counts number of requests by kind
 */
public record RequestCounts(Map<Request, Long> counts) {

  private static final Set<String> WRITES =
      Set.of("POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION");
  private static final Pattern SAMPLE =
      Pattern.compile("^apiserver_request_total\\{(?<labels>.*)} (?<value>[0-9.e+]+)$");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  /**
   * A kind of request.
   *
   * @param group API group, empty for the core group
   * @param resource plural name, empty for requests outside of resources
   * @param subresource such as {@code status}; empty for none
   * @param verb in upper case, as the metric has it: GET, LIST, WATCH, POST, PUT, PATCH, APPLY,
   *     DELETE, ...
   * @param dryRun whether nothing was persisted
   * @param code HTTP status
   */
  public record Request(
      String group, String resource, String subresource, String verb, boolean dryRun, int code) {

    /** Whether a request of this kind changes something (a dry run does not). */
    public boolean isWrite() {
      return !dryRun && WRITES.contains(verb);
    }
  }

  /** Copies the map. */
  public RequestCounts {
    counts = Map.copyOf(counts);
  }

  /** Reads the text that the API server's {@code /metrics} returns. */
  static RequestCounts parse(String metrics) {
    var counts = new HashMap<Request, Long>();
    metrics
        .lines()
        .map(SAMPLE::matcher)
        .filter(sample -> sample.matches())
        .forEach(
            sample ->
                counts.merge(
                    request(sample.group("labels")),
                    (long) Double.parseDouble(sample.group("value")),
                    Long::sum));
    return new RequestCounts(counts);
  }

  private static Request request(String labels) {
    var all =
        LABEL
            .matcher(labels)
            .results()
            .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
    return new Request(
        all.getOrDefault("group", ""),
        all.getOrDefault("resource", ""),
        all.getOrDefault("subresource", ""),
        all.getOrDefault("verb", ""),
        !all.getOrDefault("dry_run", "").isEmpty(),
        Integer.parseInt(all.getOrDefault("code", "0")));
  }

  /** What was counted since {@code earlier}, on the same server without a restart in between. */
  public RequestCounts since(RequestCounts earlier) {
    var difference = new HashMap<>(counts);
    earlier.counts.forEach((request, count) -> difference.merge(request, -count, Long::sum));
    difference.values().removeIf(count -> count == 0);
    return new RequestCounts(difference);
  }

  /** Those of the kinds that {@code which} accepts. */
  public RequestCounts only(Predicate<Request> which) {
    return new RequestCounts(
        counts.entrySet().stream()
            .filter(entry -> which.test(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** The number of requests of the kinds that {@code which} accepts. */
  public long count(Predicate<Request> which) {
    return counts.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The number of all requests. */
  public long total() {
    return count(request -> true);
  }

  /** The number of requests that change something. */
  public long writes() {
    return count(Request::isWrite);
  }

  /** The number of requests for a resource (plural name), with or without subresource. */
  public long of(String group, String resource) {
    return count(request -> request.group().equals(group) && request.resource().equals(resource));
  }
}
