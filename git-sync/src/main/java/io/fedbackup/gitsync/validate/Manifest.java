package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.schema.ResourceKind;

/**
 * One valid document.
 *
 * @param body the whole object, with its namespace filled in, but for an encrypted Secret, which is
 *     as it was read; not to be changed
 * @param place where the document begins
 */
public record Manifest(ObjectKey key, ResourceKind kind, ObjectNode body, Place place) {}
