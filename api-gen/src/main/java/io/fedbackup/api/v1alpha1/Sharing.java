package io.fedbackup.api.v1alpha1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every entry of a {@code sharedWith} list has: the namespaces that it is about. */
public sealed interface Sharing permits SharedWith, BackupSharedWith, ClusterSharedWith {

  /** Names of namespaces; {@code "*"} means all. Never null. */
  List<String> namespaces();

  /** Labels of namespaces; null when namespaces are listed by name. */
  @Nullable LabelSelector namespaceSelector();
}
