package io.fedbackup.api.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.api.v1alpha1.Patterns;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Adds to a generated CRD what the generator has no annotation for. */
final class CrdFinish {

  private static final String CATEGORY = "fedbackup";

  /**
   * Kinds whose names the control plane makes: a Backup that mirrors has the name of Stork's
   * object, a DriftReport that of its owner with a prefix.
   */
  private static final Set<Class<?>> LONG_NAMES = Set.of(Backup.class, DriftReport.class);

  private CrdFinish() {}

  static CustomResourceDefinition finish(
      CustomResourceDefinition crd, Class<? extends CustomResource<?, ?>> kind) {
    crd.getSpec().getNames().setCategories(List.of(CATEGORY));
    var version = crd.getSpec().getVersions().getFirst();
    version.setAdditionalPrinterColumns(columns(kind));
    var root = version.getSchema().getOpenAPIV3Schema();
    root.setDescription(kind.getAnnotation(JsonClassDescription.class).value());
    if (!LONG_NAMES.contains(kind)) {
      root.setXKubernetesValidations(List.of(nameRule()));
    }
    var arguments = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
    if (arguments[0].equals(Void.class)) {
      root.getProperties().remove("spec");
      root.setRequired(List.of());
    } else {
      root.setRequired(List.of("spec"));
      finish(property(root, "spec"), arguments[0]);
    }
    finish(property(root, "status"), arguments[1]);
    return crd;
  }

  /** As they are declared: the generator sorts them. */
  private static List<CustomResourceColumnDefinition> columns(Class<?> kind) {
    return Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
        .map(CrdFinish::column)
        .toList();
  }

  private static CustomResourceColumnDefinition column(AdditionalPrinterColumn annotation) {
    var column = new CustomResourceColumnDefinition();
    column.setName(annotation.name());
    column.setJsonPath(annotation.jsonPath());
    column.setType(annotation.type().name().toLowerCase(Locale.ROOT));
    column.setPriority(annotation.priority() == 0 ? null : annotation.priority());
    return column;
  }

  private static ValidationRule nameRule() {
    return new ValidationRuleBuilder()
        .withRule(
            "size(self.metadata.name) <= 63 && self.metadata.name.matches('"
                + Patterns.DNS_LABEL
                + "')")
        .withMessage(
            "metadata.name: at most 63 characters, a-z, 0-9 and -, beginning and ending with a"
                + " letter or digit")
        .build();
  }

  private static void finish(JSONSchemaProps schema, Type type) {
    switch (type) {
      case ParameterizedType list when list.getRawType().equals(List.class) ->
          finish(schema.getItems().getSchema(), list.getActualTypeArguments()[0]);
      case Class<?> record when record.isRecord() -> finishRecord(schema, record);
      default -> {
        // maps and plain values are complete
      }
    }
  }

  private static void finishRecord(JSONSchemaProps schema, Class<?> record) {
    for (var component : record.getRecordComponents()) {
      var property = property(schema, component.getName());
      annotate(schema, property, component);
      finish(property, component.getGenericType());
    }
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(
        schema.getProperties().get(name), () -> "The generator left out " + name);
  }

  private static void annotate(
      JSONSchemaProps parent, JSONSchemaProps property, RecordComponent component) {
    // the generator finds a rule at the field and again at the accessor
    property.setXKubernetesValidations(
        property.getXKubernetesValidations().stream().distinct().toList());
    var accessor = component.getAccessor();
    var format = accessor.getAnnotation(Format.class);
    if (format != null) {
      property.setFormat(format.value());
    }
    var keys = accessor.getAnnotation(ListMapKeys.class);
    if (keys != null) {
      property.setXKubernetesListType("map");
      property.setXKubernetesListMapKeys(List.of(keys.value()));
    }
    if (accessor.isAnnotationPresent(Immutable.class)) {
      var rules = new ArrayList<>(parent.getXKubernetesValidations());
      rules.add(immutable(component.getName(), alwaysThere(parent, property, component)));
      parent.setXKubernetesValidations(rules);
    }
  }

  private static boolean alwaysThere(
      JSONSchemaProps parent, JSONSchemaProps property, RecordComponent component) {
    return property.getDefault() != null || parent.getRequired().contains(component.getName());
  }

  private static ValidationRule immutable(String field, boolean alwaysThere) {
    var same = "self.%1$s == oldSelf.%1$s".formatted(field);
    var rule =
        alwaysThere
            ? same
            : "has(self.%1$s) == has(oldSelf.%1$s) && (!has(self.%1$s) || %2$s)"
                .formatted(field, same);
    return new ValidationRuleBuilder()
        .withRule(rule)
        .withMessage("is immutable: make another object")
        .withFieldPath("." + field)
        .build();
  }
}
