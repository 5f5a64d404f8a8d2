package io.fedbackup.e2e.bench;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetOptions;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.util.List;

/** git-sync beside Flux: the same repository, the same backup cluster, the same end. */
final class FluxComparison {

  private final Path directory;
  private final List<Integer> sizes;
  private final RequestBounds bounds;

  /**
   * A benchmark.
   *
   * @param directory gets logs
   * @param sizes numbers of objects
   * @param bounds of what git-sync may need
   */
  FluxComparison(Path directory, List<Integer> sizes, RequestBounds bounds) {
    this.directory = directory;
    this.sizes = sizes;
    this.bounds = bounds;
  }

  /** Measures and prints the figures; says so where Flux is not given. */
  void measure() {
    var programs = FluxPrograms.given(System::getenv);
    if (programs.isEmpty()) {
      System.out.println("no Flux to compare with: " + FluxPrograms.usage());
      return;
    }
    try (var testbed = Testbed.open(directory);
        var fleet = Fleet.start(testbed, FleetOptions.forTests(0).withoutStork());
        var installation = new Installation(fleet, testbed, directory.resolve("installation"));
        var flux = new Flux(installation, testbed, programs.get())) {
      installation.admitTeam();
      // the contest has a GitSync of its own
      installation.backup().resources(GitSync.class).inNamespace(Installation.NAMESPACE).delete();
      flux.install();
      contests(installation, flux);
    }
    System.out.println(
        """
        Flux does what git-sync does not: a GET and a dry run of every object at every sync, so that
        admission judges them again, and a kustomize build of the whole folder. git-sync validates
        offline, lists, compares by managed fields, and applies what differs. Flux runs with an
        administrator's rights and %s; git-sync impersonates the repository's account, and
        has a heap of 256 MiB and the JVM's quick compiler, as in all tests. First syncs follow a
        start: that of the JVM is in git-sync's."""
            .formatted(
                programs.get().arguments().isEmpty()
                    ? "its default arguments"
                    : "with " + String.join(" ", programs.get().arguments())));
  }

  private void contests(Installation installation, Flux flux) {
    var start = installation.fleet().backup().state();
    var before = 0;
    for (int size : sizes) {
      var policies = new Policies(installation, size);
      var commit = policies.push(before);
      new Contest(
              installation.fleet().backup(), policies, new Fedbackup(installation), flux, bounds)
          .run(start, commit, size);
      before = size;
    }
  }
}
