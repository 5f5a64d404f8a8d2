package io.fedbackup.gitsync.report;

/**
 * What a problem violates; the wire name is the constant's name. Documented for people in the
 * reference of the command line.
 */
public enum Rule {
  /** A reference names a cluster object in a namespace other than the target. */
  NAMESPACE_NOT_ALLOWED("NamespaceNotAllowed"),
  /** Two documents describe one object. */
  DUPLICATE_OBJECT("DuplicateObject"),
  /** The same key twice in one mapping. */
  DUPLICATE_KEY("DuplicateKey"),
  /** Two schedules do the same work at the same time. */
  CONFLICTING_SCHEDULES("ConflictingSchedules"),
  /** A field that may not be changed once the object exists. */
  IMMUTABLE("Immutable"),
  /** A value that the schema does not allow: range, length, pattern, enumeration. */
  INVALID_VALUE("InvalidValue"),
  /** A name or label that Kubernetes does not accept. */
  INVALID_NAME("InvalidName"),
  /** Not YAML, or YAML that is not read here: syntax, encoding, tags, merge keys. */
  INVALID_YAML("InvalidYaml"),
  /** Metadata that only the API server, git-sync or the reconciler may write. */
  RESERVED("Reserved"),
  /** A field that must be there is missing. */
  MISSING_FIELD("MissingField"),
  /** The path holds no documents at all. */
  NO_DOCUMENTS("NoDocuments"),
  /** The feature exists in the API but is not served by this version. */
  NOT_YET_SUPPORTED("NotYetSupported"),
  /** Stork cannot do it. */
  NOT_SUPPORTED_BY_STORK("NotSupportedByStork"),
  /** A reference to an object that is nowhere. */
  REFERENCE_NOT_FOUND("ReferenceNotFound"),
  /** A selection that selects no cluster. */
  SELECTS_NO_CLUSTER("SelectsNoCluster"),
  /** Clusters or schedules of two namespaces write to one container. */
  SHARED_CONTAINER("SharedContainer"),
  /** A Secret that is not encrypted, or not in the way that can be decrypted. */
  SECRET_IN_GIT("SecretInGit"),
  /** A bound of the reader is exceeded: size, depth, number, aliases. */
  TOO_LARGE("TooLarge"),
  /** A file that is not read: symbolic link, submodule, path outside. */
  UNSAFE_FILE("UnsafeFile"),
  /** A field that the kind does not have. */
  UNKNOWN_FIELD("UnknownField"),
  /** A location to which no schedule's cluster can write. */
  UNUSABLE_LOCATION("UnusableLocation"),
  /** A kind or version that is not accepted. */
  UNKNOWN_KIND("UnknownKind"),
  /** Asked for on purpose, and refused on purpose: NFS, KDMP, KubeVirt. */
  UNSUPPORTED("Unsupported"),
  /** A value of the wrong type. */
  WRONG_TYPE("WrongType");

  private final String wireName;

  Rule(String wireName) {
    this.wireName = wireName;
  }

  /** The name in output and conditions. */
  public String wireName() {
    return wireName;
  }
}
