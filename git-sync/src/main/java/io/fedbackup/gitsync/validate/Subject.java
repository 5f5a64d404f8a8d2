package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.schema.ResourceKind;
import java.util.function.Predicate;

/**
 * One object that rules are asked about. Its structure may be wrong.
 *
 * @param namespace of the object; empty where it is not known
 * @param object not to be changed
 * @param typed whether every value has its type and nothing required is missing
 * @param sound whether the structure is right at a JSON pointer and below it
 */
public record Subject(
    ResourceKind kind,
    String namespace,
    ObjectNode object,
    boolean typed,
    Predicate<String> sound) {}
