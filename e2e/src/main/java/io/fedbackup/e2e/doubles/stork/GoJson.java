package io.fedbackup.e2e.doubles.stork;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * Decodes and encodes as Go's JSON package does with structs that have no {@code omitempty}: a
 * wrong type is an error, unknown fields are lost, and absent ones come back as zero values and
 * nulls.
 */
final class GoJson {

  /** A document whose JSON types do not fit. */
  static final class WrongType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongType(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static final JsonMapper MAPPER = mapper();

  private GoJson() {}

  private static JsonMapper mapper() {
    var mapper =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    for (var shape :
        new CoercionInputShape[] {
          CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper;
  }

  static <T> T decode(JsonNode node, Class<T> type) {
    try {
      var source = node.isObject() ? node : StorkApi.JSON.createObjectNode();
      return MAPPER.treeToValue(source, type);
    } catch (JsonProcessingException e) {
      throw new WrongType("json: cannot unmarshal: " + e.getOriginalMessage(), e);
    }
  }

  static ObjectNode encode(Object value) {
    return MAPPER.valueToTree(value);
  }
}
