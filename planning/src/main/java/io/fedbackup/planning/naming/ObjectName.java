package io.fedbackup.planning.naming;

/** Namespace and name of one of our objects on the backup cluster. */
public record ObjectName(String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
