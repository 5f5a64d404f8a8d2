package io.fedbackup.gitsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.gitsync.apply.Applied;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.Failure;
import io.fedbackup.gitsync.apply.Pruned;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.plan.Neighbours;
import io.fedbackup.gitsync.plan.Observed;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.Planner;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an apply says, and with which code it ends. */
class ResultPrinterTest {
  private static final ObjectKey ONE = new ObjectKey("Rule", "team", "one");
  private final StringWriter out = new StringWriter();

  @Test
  void what_was_not_removed_is_named_and_is_no_success() throws JsonProcessingException {
    int code = print(new Pruned(List.of(), List.of(), List.of(ONE), List.of()));

    assertThat(code).isEqualTo(ExitCode.REFUSED);
    assertThat(json().path("kept").get(0).asText()).isEqualTo("Rule team/one");
  }

  @Test
  void a_removal_that_failed_is_among_the_failures() throws JsonProcessingException {
    var cause =
        new ClusterException(
            ClusterException.Kind.FORBIDDEN, "cannot delete Rule team/one", new Exception("no"));
    int code = print(new Pruned(List.of(), List.of(), List.of(), List.of(new Failure(ONE, cause))));

    assertThat(code).isEqualTo(ExitCode.REFUSED);
    assertThat(json().path("failed").get(0).path("object").asText()).isEqualTo("Rule team/one");
  }

  @Test
  void what_waits_for_its_finalizers_is_removed_as_far_as_we_are_concerned()
      throws JsonProcessingException {
    int code = print(new Pruned(List.of(), List.of(ONE), List.of(), List.of()));

    assertThat(code).isZero();
    assertThat(json().path("removing").get(0).asText()).isEqualTo("Rule team/one");
  }

  private int print(Pruned pruned) {
    var owner = Owner.ofCommandLine("team", "default");
    var nothing = Observed.of(List.of(), List.of(), Possession.withoutInventory(owner));
    var plan = new Planner().plan(List.of(), nothing, owner, Neighbours.none());
    var result = new SyncRun.Result(plan, Applied.nothing(), Optional.empty(), pruned);
    return new ResultPrinter(new PrintWriter(out, true)).print(result, true, OutputFormat.JSON);
  }

  private JsonNode json() throws JsonProcessingException {
    return new ObjectMapper().readTree(out.toString());
  }
}
