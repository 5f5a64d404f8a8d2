package io.fedbackup.gitsync.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.yaml.YamlContent.Flaw;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private final YamlReader reader = new YamlReader(new YamlLimits(100_000, 5, 2_000, 20));

  @Test
  void everyValueRemembersItsPlaceAndThatOfItsKey() {
    YamlDocument document = only(read("kind: A\nspec:\n  names:\n    - x\n    - z\n"));

    assertThat(document.root().at("/spec/names/1").asText()).isEqualTo("z");
    assertThat(document.positionOf("/kind")).isEqualTo(new Position(1, 1, 1, 7));
    assertThat(document.positionOf("/spec/names")).isEqualTo(new Position(3, 3, 4, 5));
    assertThat(document.positionOf("/spec/names/1")).isEqualTo(new Position(5, 7, 5, 7));
  }

  @Test
  void aMissingPointerHasThePlaceOfItsNearestParent() {
    YamlDocument document = only(read("spec:\n  a: 1\n"));

    assertThat(document.positionOf("/spec/b/c")).isEqualTo(document.positionOf("/spec"));
  }

  @Test
  void keysWithSlashesAndTildesAreEscapedInPointers() {
    YamlDocument document = only(read("x: 0\na/b~c: 1\n"));

    assertThat(document.positionOf("/a~1b~0c")).isEqualTo(new Position(2, 1, 2, 8));
  }

  @Test
  void documentsAreSeparatedAndEmptyOnesLeftOut() {
    YamlContent content = read("# nothing\n---\na: 1\n---\n---\nb: 2\n...\n");

    assertThat(content.flaws()).isEmpty();
    assertThat(content.documents())
        .extracting(d -> d.root().toString())
        .containsExactly("{\"a\":1}", "{\"b\":2}");
    assertThat(content.documents().get(1).positionOf("/b").line()).isEqualTo(6);
  }

  @Test
  void scalarsHaveTheirJsonTypes() {
    YamlDocument document =
        only(
            read(
                "s: text\ni: 12\nm: -1\nf: 1.5\nt: true\nx: null\nq: \"yes\"\nb: |\n  two\n  lines\n"));

    assertThat(document.root().toString())
        .isEqualTo(
            "{\"s\":\"text\",\"i\":12,\"m\":-1,\"f\":1.5,\"t\":true,\"x\":null,\"q\":\"yes\",\"b\":\"two\\nlines\\n\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes", "No", "on", "OFF", "~", "True", "FALSE", "Null", "010", "0x1F", "0o17", "1_000",
        ".inf", "-.INF", ".NaN", "+5", "y", "N", ".5", "-.5e3", "1.", "08.5", "="
      })
  void whatTwoReadersUnderstandDifferentlyIsRefused(String text) {
    assertRefused(read("a:\n  b: " + text + "\n"), Rule.INVALID_YAML, 2, 6);
  }

  @Test
  void aDuplicateKeyIsRefusedWithThePlaceOfBoth() {
    Flaw flaw = assertRefused(read("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n"), Rule.DUPLICATE_KEY, 5, 3);

    assertThat(flaw.message()).contains("'c'").contains("line 3");
  }

  @Test
  void aTabAsIndentationIsRefusedWithARemedy() {
    Flaw flaw = assertRefused(read("a:\n\tb: 1\n"), Rule.INVALID_YAML, 2, 1);

    assertThat(flaw.remedy()).contains("spaces");
  }

  @Test
  void aDocumentThatIsRefusedDoesNotHideTheOthers() {
    YamlContent content = read("a: 1\na: 2\n---\nb: 1\n---\nc: !!binary aGk=\n");

    assertThat(content.documents()).hasSize(1);
    assertThat(content.flaws())
        .extracting(Flaw::rule)
        .containsExactly(Rule.DUPLICATE_KEY, Rule.INVALID_YAML);
  }

  @Test
  void mergeKeysTagsAndKeysThatAreNoStringsAreRefused() {
    assertRefused(read("base: &b {x: 1}\nuse:\n  <<: *b\n"), Rule.INVALID_YAML, 3, 3);
    assertRefused(read("a: !mine 1\n"), Rule.INVALID_YAML, 1, 4);
    assertRefused(read("a: !!java.net.URL x\n"), Rule.INVALID_YAML, 1, 4);
    assertRefused(read("a: {1: x}\n"), Rule.WRONG_TYPE, 1, 5);
    assertRefused(read("? [a]\n: b\n"), Rule.INVALID_YAML, 1, 3);
  }

  @Test
  void anAliasIsExpandedButABombIsNot() {
    assertThat(only(read("a: &x {z: 1}\nb: *x\n")).root().at("/b/z").asInt()).isEqualTo(1);

    var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + " , ").repeat(9)));
    }
    YamlContent content = read(bomb.toString());
    assertThat(content.documents()).isEmpty();
    assertThat(content.flaws()).extracting(Flaw::rule).containsExactly(Rule.TOO_LARGE);
  }

  @Test
  void anAliasThatContainsItselfIsRefused() {
    YamlContent content = read("a: &a\n  b: *a\n");

    assertThat(content.documents()).isEmpty();
    assertThat(content.flaws()).hasSize(1);
  }

  @Test
  void depthSizeAndNumberAreBounded() {
    assertThat(read("[".repeat(500) + "]".repeat(500)).flaws())
        .extracting(Flaw::rule)
        .containsExactly(Rule.TOO_LARGE);
    assertThat(read("[".repeat(50_000)).flaws()).hasSize(1);
    assertThat(read("a: " + "x".repeat(100_000)).flaws())
        .extracting(Flaw::rule)
        .containsExactly(Rule.TOO_LARGE);
    assertThat(read("a: 1\n---\n".repeat(6)).flaws())
        .extracting(Flaw::rule)
        .containsExactly(Rule.TOO_LARGE);
    assertThat(read("a: " + "9".repeat(90_000)).flaws())
        .extracting(Flaw::rule)
        .containsExactly(Rule.TOO_LARGE);
  }

  @Test
  void aFileOfFiveMegabytesIsRefusedWithoutReadingIt() {
    byte[] text =
        "---\nkind: Rule # and so on\n".repeat(5 * 40_000).getBytes(StandardCharsets.UTF_8);
    assertThat(text).hasSizeGreaterThan(5_000_000);

    YamlContent content = new YamlReader(YamlLimits.DEFAULT).read(text);

    assertThat(content.documents()).isEmpty();
    assertThat(content.flaws()).extracting(Flaw::rule).containsExactly(Rule.TOO_LARGE);
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreRead() {
    YamlDocument document =
        only(reader.read("\uFEFFa: 1\r\nb:\r\n  c: x\r\n".getBytes(StandardCharsets.UTF_8)));

    assertThat(document.root().toString()).isEqualTo("{\"a\":1,\"b\":{\"c\":\"x\"}}");
    assertThat(document.positionOf("/b/c")).isEqualTo(new Position(3, 3, 3, 6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void otherEncodingsAreRefusedByName(String encoding) {
    YamlContent content = reader.read("a: 1\n".getBytes(Charset.forName(encoding)));

    assertThat(content.documents()).isEmpty();
    assertThat(content.flaws())
        .hasSize(1)
        .first()
        .extracting(Flaw::remedy)
        .asString()
        .contains("UTF-8");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirPlace() {
    byte[] bytes = {'a', ':', ' ', '1', '\n', 'b', ':', ' ', (byte) 0xC3, (byte) 0x28};

    assertRefused(reader.read(bytes), Rule.INVALID_YAML, 2, 4);
  }

  @Test
  void controlCharactersAreRefused() {
    assertThat(read("a: \"x\u0007y\"\n").flaws())
        .extracting(Flaw::rule)
        .containsExactly(Rule.INVALID_YAML);
  }

  @Test
  void manyDocumentsTogetherHaveOneBound() {
    var wide = new YamlReader(new YamlLimits(1 << 20, 10_000, 5_000, 20));
    String bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n---\n";

    YamlContent content = wide.read(bomb.repeat(5_000).getBytes(StandardCharsets.UTF_8));

    assertThat(content.documents().stream().mapToInt(YamlDocument::values).sum())
        .isLessThanOrEqualTo(5_000);
    assertThat(content.flaws()).extracting(Flaw::rule).containsExactly(Rule.TOO_LARGE);
  }

  @Test
  void aLongTextThatIsUsedOftenIsBoundedToo() {
    String text = "a: &a " + "x".repeat(10_000) + "\nb: [" + "*a , ".repeat(1_000) + "]\n";

    assertThat(read(text).flaws()).extracting(Flaw::rule).containsExactly(Rule.TOO_LARGE);
  }

  @Test
  void aLongKeyIsRefusedBeforeItIsUsed() {
    assertRefused(read("? " + "k".repeat(400) + "\n: [1]\n"), Rule.TOO_LARGE, 1, 3);
  }

  @Test
  void millionsOfBracketsAreRefusedBeforeTheyAreBuilt() {
    var wide = new YamlReader(YamlLimits.DEFAULT);

    YamlContent content =
        wide.read(("[1" + ",1".repeat(2_000_000) + "]").getBytes(StandardCharsets.UTF_8));

    assertThat(content.flaws()).extracting(Flaw::rule).containsExactly(Rule.TOO_LARGE);
    assertThat(content.flaws().getFirst().line()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stringData: {password: *canary}\n",
        "stringData: {password: !canary x}\n",
        "stringData: {password: !canary!x y}\n",
        "stringData: {password: %canary}\n",
        "stringData:\n  password: \"canary\\q\"\n",
        "stringData:\n  password: canary: canary\n",
        "stringData:\n  'canary': 1\n  password: [canary\n",
        "stringData:\n  canary canary: 1\n  canary canary: 1\n",
        "stringData:\n  password: 0xcafe\n",
        "? [canary]\n: x\n",
        "%canary\n---\na: 1\n",
        "stringData:\n  password: |canary\n"
      })
  void whatIsWrongWithATextIsSaidWithoutTheText(String yaml) {
    YamlContent content = read("kind: Secret\n" + yaml);

    assertThat(content.flaws()).isNotEmpty();
    assertThat(content.flaws())
        .allSatisfy(flaw -> assertThat(flaw.toString()).doesNotContain("canary", "cafe"))
        .allSatisfy(flaw -> assertThat(flaw.line()).isPositive())
        .allSatisfy(flaw -> assertThat(flaw.column()).isPositive());
  }

  @Test
  void aControlCharacterHasItsPlace() {
    assertRefused(read("a: 1\nb: \"x\u0007y\"\n"), Rule.INVALID_YAML, 2, 6);
  }

  @ParameterizedTest
  @ValueSource(longs = {42, 7, 2026})
  void noBytesWhateverMakeTheReaderThrowOrExceedItsBounds(long seed) {
    Random random = new Random(seed);
    String[] pieces = {
      "a: &x [1, {b: *x}]\n",
      "---\n",
      "? - q\n: |\n  t\n",
      "- !!str 'z'\n",
      "b: *x\n",
      "[".repeat(30),
      "{k: ",
      "\"\\u12\"",
      "&y ",
      "%YAML 1.2\n",
      "\t",
      "#",
      "...\n",
      "\uFEFF",
      ": ",
      "\r"
    };
    for (int round = 0; round < 4_000; round++) {
      YamlContent content = reader.read(mutated(random, pieces));

      assertThat(content.documents().size() + content.flaws().size()).isLessThan(20);
      assertThat(content.documents().stream().mapToInt(YamlDocument::values).sum())
          .isLessThanOrEqualTo(2_000);
      assertThat(content.flaws())
          .allSatisfy(flaw -> assertThat(flaw.message()).isNotBlank().doesNotContain("\n"));
    }
  }

  private static byte[] mutated(Random random, String... pieces) {
    var text = new StringBuilder();
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < random.nextInt(6); i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private YamlContent read(String text) {
    return reader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static YamlDocument only(YamlContent content) {
    assertThat(content.flaws()).isEmpty();
    return assertThat(content.documents()).hasSize(1).first().actual();
  }

  private static Flaw assertRefused(YamlContent content, Rule rule, int line, int column) {
    assertThat(content.documents()).isEmpty();
    List<Flaw> flaws = content.flaws();
    assertThat(flaws).hasSize(1);
    assertThat(flaws.getFirst().rule()).isEqualTo(rule);
    assertThat(List.of(flaws.getFirst().line(), flaws.getFirst().column()))
        .containsExactly(line, column);
    return flaws.getFirst();
  }
}
