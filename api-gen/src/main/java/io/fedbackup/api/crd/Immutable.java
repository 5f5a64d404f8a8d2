package io.fedbackup.api.crd;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field keeps the value, or the absence, that it was created with. Becomes a CEL rule of the
 * object that has the field, since a rule of the field itself would not see it come or go.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface Immutable {}
