package io.fedbackup.gitsync.report;

import java.util.List;

/**
 * Problems as workflow commands of GitHub Actions, which become annotations of the lines of a pull
 * request.
 *
 * @see <a
 *     href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions">Workflow
 *     commands</a>
 */
public final class GithubReport {
  private GithubReport() {}

  /** One command per problem, each on a line of its own. */
  public static String of(List<Problem> problems) {
    var text = new StringBuilder();
    problems.forEach(problem -> command(text, problem));
    return text.toString();
  }

  private static void command(StringBuilder text, Problem problem) {
    Place place = problem.place();
    text.append("::").append(problem.severity().wireName());
    text.append(" file=").append(property(place.file()));
    if (place.line() > 0) {
      text.append(",line=").append(place.line());
      text.append(",col=").append(Math.max(1, place.column()));
    }
    text.append(",title=").append(property(problem.rule().wireName()));
    text.append("::").append(data(message(problem))).append('\n');
  }

  private static String message(Problem problem) {
    String object = problem.object().isEmpty() ? "" : problem.object() + ": ";
    String field = problem.field().isEmpty() ? "" : problem.field() + ": ";
    String remedy = problem.remedy().isEmpty() ? "" : "; " + problem.remedy();
    return object + field + problem.message() + remedy;
  }

  private static String data(String text) {
    return Printable.of(text).replace("%", "%25");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
