package io.fedbackup.planning.reason;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every reason that a condition, a cluster's state or an Event can have. The constants are in
 * alphabetical order. The meaning says what is the case, the remedy what a person does about it;
 * both are one sentence, without the names of the objects concerned, which the message adds.
 */
public enum Reason {
  ACCOUNT_NOT_FOUND(
      "The storage account does not exist, or its name does not resolve from the cluster.",
      "Correct azure.storageAccount, or create the account; account and container are immutable, so a corrected location"
          + " is a new object."),
  APPLIED("All documents of the revision are applied.", Reason.NOTHING_TO_DO),
  APPLY_FAILED(
      "Some documents could not be written; what was written stays, and the rest is tried again.",
      "Follow the message, which has the API server's own words; nothing is removed before everything is applied."),
  BACKUP_CLUSTER_UNAVAILABLE(
      "The backup cluster's API server does not answer, or refuses to be looked at.",
      "Wait; it is tried again. If it lasts, look at the API server."),
  BACKUPS_UNPROTECTED(
      "Stork's custom resource definitions could not be given the label that keeps Gardener from deleting them, and with"
          + " them the backups.",
      "Let the cluster's account patch customresourcedefinitions, so that label shoot.gardener.cloud/no-cleanup can be"
          + " set."),
  BEING_REMOVED(
      "The object was deleted and waits until what it left on clusters is gone.",
      "Wait, or see in the message what is waited for; removalTimeout ends the wait."),
  CLUSTER_HIBERNATED(
      "The cluster sleeps; nothing is written to it and it does not count.",
      "Nothing to do; work goes on when the cluster wakes up."),
  CLUSTER_NOT_FOUND(
      "A cluster that is named does not exist in this namespace.",
      "Correct the name, or create the ApplicationCluster."),
  CLUSTER_NOT_USABLE(
      "The cluster answers but cannot be used now.",
      "See the phase and the conditions of the ApplicationCluster."),
  CLUSTER_REMOVING(
      "The ApplicationCluster is being removed; nothing new is written to it.",
      Reason.NOTHING_TO_DO),
  CLUSTER_REPLACED(
      "Behind the same object there is another cluster than before: the UID of its kube-system changed.",
      "Make a new ApplicationCluster for the new cluster, or confirm the replacement with annotation"
          + " fedbackup.io/confirm and the token in the message."),
  CLUSTER_SUSPENDED(
      "The ApplicationCluster is suspended; nothing new is written to it and it does not count.",
      "Set spec.suspend of the ApplicationCluster to false when work shall go on."),
  CLUSTER_UNREACHABLE(
      "The cluster's API server does not answer.",
      "Look at the network between the backup cluster and the API server, and at the kubeconfig's server and CA."),
  COMMIT_STATUS_NOT_POSTED(
      "The Git server does not have the status of a commit; the objects are applied all the same, and posting is tried again.",
      "Correct what the message names: the Secret of spec.commitStatus, the token's rights, or provider and URL."),
  CONNECTED("The cluster answers and its credentials are accepted.", Reason.NOTHING_TO_DO),
  CONTAINER_NOT_FOUND(
      "The storage account has no such container.",
      "Create the container, or make a location with the right name."),
  CREDENTIALS_EXPIRED(
      "The credentials for the cluster have expired.",
      "Put a fresh kubeconfig into the Secret that the ApplicationCluster names."),
  CREDENTIALS_REFUSED(
      "The cluster's API server refuses the credentials.",
      "Put a kubeconfig with valid credentials and the rights of the manifest for application clusters into the Secret."),
  DECRYPTION_FAILED(
      "A Secret in Git cannot be decrypted; nothing of the commit is applied, and the last applied state stays.",
      "Follow the message: the keys of the Secret that spec.decryption names, or the file, which sops encrypts anew."),
  DELETED_BY_HAND(
      "A standing instruction went from the cluster although it is wanted.",
      "Nothing to do if it was a mistake: it is put back; else remove the object that asks for it."),
  DOCUMENTS_REFUSED(
      "The documents of the commit have problems, so nothing of the commit is applied.",
      "Correct what the message names, best with fedbackup validate, and push."),
  DRIFT_CORRECTED(
      "A standing instruction on the cluster differed from what is wanted and was put right.",
      "Change the object here, not the one on the cluster."),
  DRIFTED(
      "Objects differ from Git, or Stork resources from intent, and are not put right.",
      "See the DriftReport; change Git or the objects, or set driftPolicy to Correct."),
  DUPLICATE_CLUSTER(
      "Another, older ApplicationCluster stands for the same cluster and admin namespace.",
      "Remove one of the two; to use a cluster from another namespace, share it."),
  FAILED(
      "The run failed; the message says what Stork reported.",
      "Follow the message, then run again."),
  FETCHED("The commit was read.", Reason.NOTHING_TO_DO),
  FORBIDDEN(
      "The service account may not do what the documents ask for.",
      "Bind a Role to the service account that the message names, or set spec.serviceAccountName."),
  GIT_CREDENTIALS_REFUSED(
      "The Git server refuses the credentials, or wants some.",
      "Correct the Secret that secretRef names."),
  GIT_HOST_KEY_CHANGED(
      "The SSH server shows another host key than known_hosts says, or one that it revokes.",
      "Ask the server's owner whether the key was changed; only then correct known_hosts in the Secret that secretRef names."),
  GIT_HOST_KEY_UNKNOWN(
      "The SSH server's host key is not in known_hosts.",
      "Compare the key with what the server's owner publishes, and add it to known_hosts in the Secret that secretRef names."),
  GIT_LOCAL_TROUBLE(
      "The cache of repositories cannot be read or written.",
      "See that the cache folder is writable and not full; the cache may be removed at any time."),
  GIT_PATH_NOT_FOUND(
      "The commit has no such folder; nothing is removed because of it.",
      "Correct spec.path, or put the folder back."),
  GIT_REDIRECTED(
      "The Git server redirects to another host, to which credentials are not sent.",
      "Write the URL of the other host into spec.url if it is right."),
  GIT_REF_NOT_FOUND(
      "The repository has no such branch, tag or commit.", "Correct spec.ref, or push the ref."),
  GIT_REPOSITORY_NOT_FOUND(
      "There is no such repository, or the credentials may not see it.",
      "Correct spec.url, or the rights of the credentials."),
  GIT_SETTINGS_INVALID(
      "The URL, the ref, the path or a Secret cannot be used.",
      "Correct the field or the key that the message names."),
  GIT_TLS_FAILED(
      "TLS to the Git server fails, mostly because its certificate is not trusted.",
      "Add the certificate of an authority of your own as ca.crt to the Secret that secretRef names; else do what the message says."),
  GIT_TOO_LARGE(
      "The repository or the path holds more than is read.",
      "Point spec.path at the folder with the documents, or split the repository."),
  GIT_UNREACHABLE(
      "The Git server does not answer.",
      "Wait; it is tried again. If it lasts, look at the URL and the network."),
  HANDED_OVER("Objects left one GitSync and belong to another one now.", Reason.NOTHING_TO_DO),
  IDENTITY_FEDERATED("Stork's pods have a federated identity.", Reason.NOTHING_TO_DO),
  IDENTITY_MISMATCH(
      "The cluster's identity is not the one that the location expects.",
      "Give the cluster's Stork the expected identity, or correct identity.azure of the location."),
  IDENTITY_NOT_FEDERATED(
      "The identity provider has no federated credential that fits the cluster's issuer and Stork's service account.",
      "Create a federated credential on the managed identity with the issuer, subject and audience that the message"
          + " names."),
  IDENTITY_NOT_FOUND(
      "No identity with this client ID exists in the tenant.",
      "Correct the client ID and the tenant ID at Stork's service account, or create the managed identity."),
  IN_PROGRESS("The run is under way.", Reason.NOTHING_TO_DO),
  INSTRUCTIONS_LEFT(
      "The removal ended before everything was removed from the cluster.",
      "Remove what the message lists from the cluster, or let the cluster come back with the same ApplicationCluster."),
  IN_SYNC("The objects are as Git says.", Reason.NOTHING_TO_DO),
  INTERNAL_ERROR(
      "Something went wrong inside the control plane; it is tried again.",
      "Look at the log of the control plane for the object's name, and report what is found there."),
  IN_USE(
      "The object was deleted and stays because others still use it.",
      "Remove or change the users that the message names."),
  INVALID_SPEC(
      "The object contradicts itself in a way that the schema cannot tell.",
      "Correct the field that the message names."),
  KUBECONFIG_INVALID(
      "The kubeconfig cannot be read, or lacks something.",
      "Put a complete kubeconfig into the Secret; the message names the field."),
  KUBECONFIG_REFUSED(
      "The kubeconfig has a field that could start a program, read a file, switch off TLS or act as somebody else.",
      "Remove the field that the message names; embed certificates, keys and tokens as data."),
  LEAVING(
      "The cluster left the selection, but something on it still uses the instruction.",
      "Remove the backups, schedules and restores that the message names if the instruction shall go."),
  LEFT_BEHIND(
      "Objects that left Git, or whose GitSync was removed, stay: they lost its labels, only bear them, or could not be removed in time.",
      "Remove what the message lists by hand, if it should go."),
  LOCATION_NOT_FOUND(
      "The BackupLocation that is named does not exist in this namespace.",
      "Correct locationRef, or create the BackupLocation."),
  LOCATION_NOT_VALID(
      "The BackupLocation is not Valid on this cluster.",
      "See the state of this cluster in the BackupLocation's status."),
  MISSED_RUN(
      "A planned run did not happen, because Stork was down or an earlier run was not over.",
      "See that Stork runs on the cluster; start a Backup by hand if the gap matters."),
  NAMESPACES_MISSING(
      "None of the namespaces to back up exists on the cluster.",
      "Create the namespaces there, or correct the template."),
  NAME_TAKEN(
      "An object of our name exists on the cluster without our label; it is left alone.",
      "Remove or rename that object on the cluster, or rename ours."),
  NETWORK_BLOCKED(
      "The object store cannot be reached from the cluster, or its firewall refuses the cluster.",
      "Allow the cluster's network in the storage account's firewall, or give it a private endpoint."),
  NO_CLUSTER(
      "The selection matches no cluster.",
      "Correct spec.clusters; all clusters are selected by label fedbackup.io/cluster-name with operator Exists."),
  NO_CONTACT(
      "The state is the last one known: the cluster is not available now.",
      "See the ApplicationCluster for why."),
  NOTHING_SELECTED(
      "Stork reports success, but the backup has no resource and no volume.",
      "Correct namespaces and selectors of the template."),
  NOT_SUPPORTED_BY_STORK(
      "Stork cannot do what is asked, and it is not approximated.",
      "Ask for something that Stork can do; the message names the field and what is allowed."),
  NOT_YET_SUPPORTED(
      "This version of fedbackup does not do yet what the field asks for, and refuses rather than ignore it.",
      "Remove the field that the message names."),
  OWNED_BY_ANOTHER(
      "An object is in two GitSyncs; the one that came last keeps it, and the first leaves it alone.",
      "Remove the document from one of the two; the message names both."),
  PARTIAL_SUCCESS(
      "Some resources or volumes are not in the backup.",
      "See the counts of the Backup and Stork's words in the message, correct the cause, and run again."),
  POLICY_NOT_FOUND(
      "The SchedulePolicy that is named does not exist in this namespace.",
      "Correct schedulePolicyRef, or create the SchedulePolicy."),
  POLICY_NOT_READY(
      "The SchedulePolicy that is named is refused or is being removed.",
      "See the conditions of the SchedulePolicy."),
  PROGRESSING("Work is under way.", Reason.NOTHING_TO_DO),
  PRUNED("An object that left Git was removed.", Reason.NOTHING_TO_DO),
  PRUNE_NEEDS_CONFIRMATION(
      "More objects left Git than prune.maximum allows to remove at once; nothing was removed.",
      "Put them back into Git, or confirm with annotation fedbackup.io/confirm and the token in the message."),
  READ_ONLY(
      "The identity can read the container but not write to it.",
      "Assign Storage Blob Data Contributor in place of a reader role, and see that no lock or policy forbids writes."),
  RECEIVER_UNUSABLE(
      "Calls of the Git server cannot be checked and are refused; changes are found by polling only.",
      "Correct what the message names: the Secret of spec.receiver, its keys, or the right to read it."),
  RECORD_GONE(
      "Stork's record of the backup is gone from the cluster; the path and the UID are kept here.",
      "Remove the Backup object if it is not needed; its data is not touched by that."),
  RETAINED("The cluster has the reclaim policy that is asked for.", Reason.NOTHING_TO_DO),
  RETENTION_BLOCKED(
      "Stork's retention cannot act, because runs do not end with full success.",
      "Correct what makes the runs end with partial success; the message names the last one."),
  ROLE_MISSING(
      "The identity has no role that lets it use the container.",
      "Assign role Storage Blob Data Contributor to the identity at container scope; the message names both."),
  RULE_NOT_FOUND(
      "The Rule that is named does not exist in this namespace.",
      "Correct the reference, or create the Rule."),
  RULE_NOT_READY(
      "The Rule that is named is refused or is being removed.", "See the conditions of the Rule."),
  RUN_FAILED(
      "A run of the schedule failed.",
      "See the Backup that the message names, or Stork's own words in the message."),
  SCHEDULED("Stork has the schedule and runs it.", Reason.NOTHING_TO_DO),
  SECRET_NOT_FOUND(
      "The Secret that is named does not exist, or lacks the key.",
      "Create the Secret in this namespace with the key that the message names."),
  SIGNATURE_MISSING(
      "The commit, or its tag, is not signed; nothing of it is applied, and the last applied state stays.",
      "Sign the commit (git commit -S) and the tag (git tag -s), or remove spec.verify."),
  SIGNATURE_REFUSED(
      "The signature does not fit, or its key does not count: unknown, expired or revoked. Nothing is applied, and the last applied state stays.",
      "Sign with a key of the Secret that verify.publicKeysSecretRef names, or have the key added to it."),
  SNAPSHOTS_ONLY(
      "Volumes were kept as snapshots in the cluster's own cloud account, not in the object store.",
      "Use a Stork with the Portworx driver if volume data has to reach the store, or set acceptSnapshots."),
  STORK_MISSING(
      "Stork's custom resource definitions or its Deployment are not on the cluster.",
      "Install Stork there, or correct spec.stork of the ApplicationCluster."),
  STORK_READY("Stork is there, in a version that is recent enough.", Reason.NOTHING_TO_DO),
  STORK_TOO_OLD(
      "Stork on the cluster is older than spec.stork.minimumVersion.",
      "Upgrade Stork there; versions before 26.3 do not know workload identity."),
  SUCCEEDED("Everything is as asked for.", Reason.NOTHING_TO_DO),
  SUSPENDED(
      "Suspended by the spec or by the annotation of the namespace.",
      "Set spec.suspend to false, or remove annotation fedbackup.io/suspend, when work shall go on."),
  TIMED_OUT(
      "It did not end within its timeout.",
      "See that pods can be scheduled and reach the store from the cluster, or raise the timeout."),
  TOKEN_NOT_PROJECTED(
      "Stork's pod has no service-account token for the identity provider.",
      "Run the workload identity webhook on the cluster, or give Stork's Deployment the projected token volume and the"
          + " AZURE_ variables."),
  TOO_MANY_RECORDS(
      "The cluster reports more records for one schedule than are mirrored.",
      "Lower the retention, or find out on the cluster where the records come from."),
  UNKNOWN(
      "The cause could not be told.",
      "Follow the message; it has what the system itself reported."),
  UNUSED(
      "Nothing refers to the object, so nothing was written to a cluster for it.",
      Reason.NOTHING_TO_DO),
  VALID(
      "The cluster proved that it can list, write, read and delete in the container.",
      Reason.NOTHING_TO_DO),
  VALIDATING(
      "An agent on the cluster is proving the location.", "Wait; validation.timeout bounds it."),
  VERIFIED("The signatures that are wanted are there and count.", Reason.NOTHING_TO_DO),
  WAITING_FOR_CLUSTER(
      "The work waits for a cluster that cannot be used now.",
      "See the ApplicationCluster that the message names."),
  WATCH_REFUSED(
      "Objects of a GitSync cannot be watched; what others change of them is found at the next sync only.",
      "Give the service account that the message names the verbs list and watch on that kind there; it is tried again after ten minutes.");

  private static final String NOTHING_TO_DO = "Nothing to do.";

  private static final Map<String, Reason> BY_WIRE_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Reason::wireName, Function.identity()));

  private final String wireName;
  private final String meaning;
  private final String remedy;

  Reason(String meaning, String remedy) {
    this.wireName = camelCase(name());
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** UpperCamelCase, as conditions and Events carry it; part of the API. */
  public String wireName() {
    return wireName;
  }

  /** What is the case, in one sentence. */
  public String meaning() {
    return meaning;
  }

  /** What a person does about it, in one sentence. */
  public String remedy() {
    return remedy;
  }

  /** What is the case, a sentence or less, and, unless that is nothing, what a person does. */
  public String advise(String what) {
    return remedy.equals(NOTHING_TO_DO)
        ? what
        : (what.endsWith(".") ? what.substring(0, what.length() - 1) : what) + "; " + remedy;
  }

  /**
   * The reason of this wire name, if it is one of ours: what comes from outside may be anything.
   */
  public static Optional<Reason> fromWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  @Override
  public String toString() {
    return wireName;
  }

  private static String camelCase(String constant) {
    return Arrays.stream(constant.split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining());
  }
}
