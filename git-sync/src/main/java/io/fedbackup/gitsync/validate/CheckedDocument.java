package io.fedbackup.gitsync.validate;

import java.util.List;
import java.util.Optional;

/**
 * One document, checked by itself.
 *
 * @param findings what is wrong with it, and where its parts stand
 * @param manifest the object, where kind and name are known; it may have problems
 * @param references to other objects
 */
record CheckedDocument(
    Findings findings, Optional<Manifest> manifest, List<References.Reference> references) {}
