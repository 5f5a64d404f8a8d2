package io.fedbackup.planning.reference;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the words mean that a field may have, one table per set of words. */
final class ValueTables {

  /** First path by set of words, in the order of the fields. */
  private final Map<Class<?>, String> paths = new LinkedHashMap<>();

  private ValueTables() {}

  /** The tables of all fields at and below {@code path}, which has the type {@code type}. */
  static String of(String path, Type type) {
    var tables = new ValueTables();
    tables.collect(path, type);
    return tables.paths.entrySet().stream()
        .map(entry -> table(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining("\n"));
  }

  private void collect(String path, Type type) {
    switch (type) {
      case ParameterizedType list when list.getRawType().equals(List.class) ->
          collect(path + "[]", list.getActualTypeArguments()[0]);
      case Class<?> words when words.isEnum() -> paths.putIfAbsent(words, path);
      case Class<?> record when record.isRecord() ->
          Arrays.stream(record.getRecordComponents())
              .forEach(c -> collect(path + "." + c.getName(), c.getGenericType()));
      default -> {
        // neither words nor fields
      }
    }
  }

  private static String table(String path, Class<?> words) {
    return "| `%s` | Meaning |\n|---|---|\n".formatted(path)
        + Arrays.stream(words.getFields())
            .filter(Field::isEnumConstant)
            .map(ValueTables::line)
            .collect(Collectors.joining());
  }

  private static String line(Field constant) {
    var meaning = constant.getAnnotation(JsonPropertyDescription.class);
    return "| `%s` | %s |\n"
        .formatted(word(constant), meaning == null ? "" : FieldTable.cell(meaning.value()));
  }

  private static Object word(Field constant) {
    try {
      return constant.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("A constant of a public enum is public: " + constant, e);
    }
  }
}
