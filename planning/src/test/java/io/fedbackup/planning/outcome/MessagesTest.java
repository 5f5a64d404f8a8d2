package io.fedbackup.planning.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {

  @Test
  void aShortMessageStays() {
    assertThat(Messages.cut("cluster shop: role missing")).isEqualTo("cluster shop: role missing");
  }

  @Test
  void aLongMessageIsCutTo512Characters() {
    assertThat(Messages.cut("x".repeat(100_000))).hasSize(512).endsWith("…");
  }

  @Test
  void anEmojiAtTheEdgeIsNotHalved() {
    String cut = Messages.cut("x".repeat(510) + "\uD83D\uDE80\uD83D\uDE80");

    assertThat(cut).isEqualTo("x".repeat(510) + "…");
  }

  @Test
  void lineBreaksAndControlCharactersBecomeSpaces() {
    assertThat(Messages.cut("a\r\n\u001b[31mb\u0000c\n")).isEqualTo("a [31mb c");
  }

  @Test
  void nothingBecomesEmpty() {
    assertThat(Messages.cut(null)).isEmpty();
  }

  @Test
  void aListNamesWhatFitsAndCountsTheRest() {
    var names = List.of("one", "two", "three", "four");

    assertThat(Messages.fitting(names, 20)).isEqualTo("one, two and 2 more");
    assertThat(Messages.fitting(names, 21)).isEqualTo("one, two, three, four");
    assertThat(Messages.fitting(names, 3)).isEqualTo("one and 3 more");
    assertThat(Messages.fitting(List.of(), 3)).isEmpty();
  }

  @Test
  void aListNamesSomeAndCountsTheRest() {
    assertThat(Messages.list(List.of("a", "b", "c"), 2)).isEqualTo("a, b and 1 more");
    assertThat(Messages.list(List.of("a", "b"), 2)).isEqualTo("a, b");
  }
}
