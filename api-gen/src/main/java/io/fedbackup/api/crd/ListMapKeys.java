package io.fedbackup.api.crd;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The list is a map: its items are told apart by these fields ({@code x-kubernetes-list-type}). */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface ListMapKeys {

  /** Names of the fields, required or with a default. */
  String[] value();
}
