package io.fedbackup.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class CrdResourcesTest {

  /** One schema inside another, with the way to it. */
  private record Place(String path, JsonNode schema) {

    boolean isBounded() {
      return switch (schema.path("type").asText()) {
        case "array" -> schema.has("maxItems");
        case "string" -> schema.has("maxLength") || schema.has("enum");
        case "object" -> !schema.has("additionalProperties") || schema.has("maxProperties");
        default -> true;
      };
    }
  }

  static List<CrdResource> crds() {
    return CrdResources.all();
  }

  @Test
  void short_names_begin_with_fb_and_are_unique() {
    var names =
        crds().stream()
            .flatMap(crd -> crd.definition().getSpec().getNames().getShortNames().stream())
            .toList();

    assertThat(names).hasSameSizeAs(Kinds.ALL).doesNotHaveDuplicates();
    assertThat(names).allMatch(name -> name.startsWith("fb"));
  }

  @ParameterizedTest
  @MethodSource("crds")
  void each_kind_has_a_status_subresource_a_category_and_columns(CrdResource crd) {
    var version = crd.definition().getSpec().getVersions().getFirst();

    assertThat(version.getSubresources().getStatus()).isNotNull();
    assertThat(crd.definition().getSpec().getNames().getCategories()).containsExactly("fedbackup");
    assertThat(version.getAdditionalPrinterColumns())
        .extracting(column -> column.getName())
        .startsWith("Phase")
        .contains("Reason", "Message")
        .endsWith("Age");
  }

  @ParameterizedTest
  @MethodSource("crds")
  void every_list_map_and_text_is_bounded(CrdResource crd) {
    assertThat(places(crd.schema().at("/properties/spec"), "spec"))
        .filteredOn(place -> !place.isBounded())
        .isEmpty();
    assertThat(places(crd.schema().at("/properties/status"), "status"))
        .filteredOn(place -> !place.isBounded())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void each_field_is_described(CrdResource crd) {
    assertThat(places(crd.schema(), ""))
        .filteredOn(place -> place.path().matches(".*\\.(spec|status)\\..*[^\\]]"))
        .allMatch(place -> place.schema().has("description"), "has a description");
  }

  @ParameterizedTest
  @MethodSource("crds")
  void keys_of_list_maps_are_required_or_have_a_default(CrdResource crd) {
    var maps =
        places(crd.schema(), "").stream()
            .filter(place -> place.schema().has("x-kubernetes-list-map-keys"))
            .toList();

    assertThat(maps).isNotEmpty();
    assertThat(maps)
        .allSatisfy(
            place -> {
              var items = place.schema().get("items");
              for (var key : place.schema().get("x-kubernetes-list-map-keys")) {
                assertThat(
                        required(items).contains(key.asText())
                            || items.at("/properties/" + key.asText()).has("default"))
                    .as(place.path() + "[" + key.asText() + "]")
                    .isTrue();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("crds")
  void each_rule_stands_once_and_says_what_is_allowed(CrdResource crd) {
    assertThat(places(crd.schema(), ""))
        .allSatisfy(
            place -> {
              var rules = new ArrayList<String>();
              place.schema().path("x-kubernetes-validations").forEach(r -> rules.add(r.toString()));
              assertThat(rules).as(place.path()).doesNotHaveDuplicates();
              assertThat(rules).as(place.path()).allMatch(rule -> rule.contains("\"message\""));
            });
  }

  @ParameterizedTest
  @FieldSource("io.fedbackup.api.crd.Kinds#ALL")
  void the_example_uses_only_fields_of_the_schema(Class<? extends CustomResource<?, ?>> kind) {
    var example =
        new KubernetesSerialization().unmarshal(CrdResources.example(kind), JsonNode.class);
    var schema = CrdResources.of(kind).schema();

    assertThat(unknown(example.path("spec"), schema.at("/properties/spec"))).isEmpty();
    assertThat(unknown(example.path("status"), schema.at("/properties/status"))).isEmpty();
  }

  private static Set<String> required(JsonNode schema) {
    var names = new HashSet<String>();
    schema.path("required").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static Set<String> unknown(JsonNode value, JsonNode schema) {
    if (value.isArray()) {
      return unknown(value.get(0), schema.get("items"));
    }
    if (!value.isObject() || schema.has("additionalProperties")) {
      return Set.of();
    }
    return value.properties().stream()
        .flatMap(
            field -> {
              var inner = schema.at("/properties/" + field.getKey());
              return inner.isMissingNode()
                  ? java.util.stream.Stream.of(field.getKey())
                  : unknown(field.getValue(), inner).stream();
            })
        .collect(Collectors.toSet());
  }

  private static List<Place> places(JsonNode schema, String path) {
    var places = new ArrayList<Place>();
    places.add(new Place(path, schema));
    schema
        .path("properties")
        .properties()
        .forEach(p -> places.addAll(places(p.getValue(), path + "." + p.getKey())));
    if (schema.has("items")) {
      places.addAll(places(schema.get("items"), path + "[]"));
    }
    if (schema.has("additionalProperties")) {
      places.addAll(places(schema.get("additionalProperties"), path + "[]"));
    }
    return places;
  }
}
