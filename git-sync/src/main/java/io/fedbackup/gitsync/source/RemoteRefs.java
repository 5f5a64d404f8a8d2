package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/** What a remote lists, within bounds. */
final class RemoteRefs {
  private final RemoteAccess access;
  private final SourceLimits.Remotes limits;

  RemoteRefs(RemoteAccess access, SourceLimits.Remotes limits) {
    this.access = access;
    this.limits = limits;
  }

  /**
   * Which commit a ref is now. A bare commit is taken at its word; that the remote answers is proof
   * that the credentials may see the repository.
   */
  GitRevision look(Repository repository, GitRemote remote, GitRef ref) {
    return switch (ref) {
      case GitRef.Branch branch ->
          found(remote, ref, list(repository, remote, branch.fullName()).get(branch.fullName()));
      case GitRef.Tag tag ->
          found(remote, ref, list(repository, remote, tag.fullName()).get(tag.fullName()));
      case GitRef.Versions versions ->
          highest(remote, versions, list(repository, remote, Constants.R_TAGS + "*"));
      case GitRef.Commit commit -> {
        list(repository, remote, Constants.HEAD);
        yield new GitRevision(commit, commit.id(), Optional.empty());
      }
    };
  }

  private static GitRevision highest(
      GitRemote remote, GitRef.Versions versions, Map<String, Ref> refs) {
    List<String> tags =
        refs.keySet().stream()
            .filter(name -> name.startsWith(Constants.R_TAGS))
            .map(name -> name.substring(Constants.R_TAGS.length()))
            .filter(name -> Repository.isValidRefName(Constants.R_TAGS + name))
            .toList();
    GitRef.Tag tag =
        versions
            .range()
            .highest(tags)
            .map(GitRef.Tag::new)
            .orElseThrow(() -> none(remote, versions));
    return found(remote, tag, refs.get(tag.fullName()));
  }

  private static GitRevision found(GitRemote remote, GitRef ref, @Nullable Ref found) {
    if (found == null || found.getObjectId() == null) {
      throw none(remote, ref);
    }
    ObjectId peeled = found.getPeeledObjectId();
    return peeled == null
        ? new GitRevision(ref, found.getObjectId().name(), Optional.empty())
        : new GitRevision(ref, peeled.name(), Optional.of(found.getObjectId().name()));
  }

  private static SourceException none(GitRemote remote, GitRef ref) {
    return new SourceException(
        Kind.REF_NOT_FOUND,
        "there is no %s at %s; correct spec.ref".formatted(ref.describe(), remote.url()));
  }

  /** The full name of a branch or tag that is at this commit just now. */
  Optional<String> refAt(Repository repository, GitRemote remote, String commit) {
    return list(repository, remote, Constants.R_HEADS + "*", Constants.R_TAGS + "*")
        .values()
        .stream()
        .filter(ref -> isAt(ref, commit))
        .map(Ref::getName)
        .sorted()
        .findFirst();
  }

  private static boolean isAt(Ref ref, String commit) {
    ObjectId peeled = ref.getPeeledObjectId();
    ObjectId at = peeled == null ? ref.getObjectId() : peeled;
    return at != null && at.name().equals(commit);
  }

  private Map<String, Ref> list(Repository repository, GitRemote remote, String... patterns) {
    Collection<RefSpec> wanted = Arrays.stream(patterns).map(RemoteRefs::spec).toList();
    return access.exchange(
        repository, remote, limits.listingBytes(), opened -> list(opened, remote, wanted));
  }

  private static RefSpec spec(String pattern) {
    return pattern.endsWith("*") ? new RefSpec(pattern + ":" + pattern) : new RefSpec(pattern);
  }

  private Map<String, Ref> list(
      RemoteAccess.Opened opened, GitRemote remote, Collection<RefSpec> wanted)
      throws IOException, URISyntaxException {
    try (Transport transport = opened.transport();
        FetchConnection connection = transport.openFetch(wanted)) {
      Map<String, Ref> refs = connection.getRefsMap();
      if (refs.size() > limits.refs()) {
        throw new SourceException(
            Kind.TOO_LARGE,
            "%s lists more than %,d refs; name a branch or a tag"
                .formatted(remote.url(), limits.refs()));
      }
      return refs;
    }
  }
}
