package io.fedbackup.gitsync.commitstatus;

import java.util.List;

/**
 * A repository of Azure DevOps, in the cloud or on a server of one's own.
 *
 * @param organization URL of the organization or collection
 */
record AzureRepository(String organization, String project, String name) {
  private static final String CLOUD = "dev.azure.com";
  private static final String MARK = "_git";

  /**
   * {@code https://dev.azure.com/org/project/_git/name}, {@code
   * https://org.visualstudio.com/project/_git/name}, {@code
   * https://host/collection/project/_git/name} or {@code
   * ssh://git@ssh.dev.azure.com/v3/org/project/name}. A repository that bears its project's name
   * may be written without the project.
   */
  static AzureRepository of(RepositoryPath path) throws ForgeAccess.Unusable {
    List<String> segments = path.segments();
    if (path.host().equals("ssh." + CLOUD)) {
      if (segments.size() != 4) {
        throw unusable();
      }
      return new AzureRepository(
          "https://" + CLOUD + "/" + segments.get(1), segments.get(2), segments.get(3));
    }
    int mark = segments.indexOf(MARK);
    if (mark < 0 || mark != segments.size() - 2) {
      throw unusable();
    }
    String name = segments.getLast();
    List<String> before = segments.subList(0, mark);
    // what comes first is an organization or a collection, except where that is in the host
    int outer = path.host().endsWith(".visualstudio.com") && !startsWithCollection(before) ? 0 : 1;
    if (before.size() < outer) {
      throw unusable();
    }
    return before.size() == outer
        ? new AzureRepository(path.below(before), name, name)
        : new AzureRepository(
            path.below(before.subList(0, before.size() - 1)), before.getLast(), name);
  }

  private static boolean startsWithCollection(List<String> segments) {
    return !segments.isEmpty() && segments.getFirst().equalsIgnoreCase("DefaultCollection");
  }

  private static ForgeAccess.Unusable unusable() {
    return new ForgeAccess.Unusable(
        "spec.url is no URL of a repository on Azure DevOps, with /_git/ before its name");
  }
}
