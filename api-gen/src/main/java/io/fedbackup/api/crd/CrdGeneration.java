package io.fedbackup.api.crd;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.CRDOutput;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes the CRDs of all kinds as YAML. Runs in the build of this module only: the generator that
 * it needs is not there at run time.
 */
public final class CrdGeneration {

  private static final String LICENCE_LINE = "# Generated from the Java of api-gen: change that.\n";

  private CrdGeneration() {}

  /** Writes {@code <plural>.fedbackup.io.yaml} for each kind into the folder {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    var folder = Files.createDirectories(Path.of(args[0]));
    for (var crd : generate().entrySet()) {
      write(folder.resolve(crd.getKey() + ".yaml"), LICENCE_LINE + crd.getValue());
    }
  }

  /** What has not changed stays as old as it is, and what depends on it is not built anew. */
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }

  /** YAML by name of the CRD. */
  static Map<String, String> generate() {
    var output = new InMemory();
    var problems =
        new CRDGenerator()
            .customResourceClasses(Kinds.ALL.stream().map(CrdGeneration::asResource).toList())
            .withParallelGenerationEnabled(false)
            .withImplicitPreserveUnknownFields(false)
            .withPostProcessor(new Finish())
            .withOutput(output)
            .generate();
    if (problems != Kinds.ALL.size()) {
      throw new IllegalStateException("Not all CRDs were generated: " + output.documents.keySet());
    }
    return output.texts();
  }

  private static Class<? extends HasMetadata> asResource(Class<? extends CustomResource<?, ?>> k) {
    return k;
  }

  /** What the generator cannot know, added to each CRD. */
  private static final class Finish implements CRDPostProcessor {

    private final Map<String, Class<? extends CustomResource<?, ?>>> kinds =
        Kinds.ALL.stream()
            .collect(Collectors.toMap(HasMetadata::getFullResourceName, Function.identity()));

    @Override
    public HasMetadata process(HasMetadata crd, String version) {
      var name = crd.getMetadata().getName();
      var kind = kinds.get(name);
      if (kind == null) {
        throw new IllegalStateException("No kind of this module: " + name);
      }
      return CrdFinish.finish((CustomResourceDefinition) crd, kind);
    }
  }

  private static final class InMemory implements CRDOutput<ByteArrayOutputStream> {

    private final Map<String, ByteArrayOutputStream> documents = new TreeMap<>();

    @Override
    public ByteArrayOutputStream outputFor(String crdName) {
      var document = new ByteArrayOutputStream();
      documents.put(crdName, document);
      return document;
    }

    Map<String, String> texts() {
      var texts = new TreeMap<String, String>();
      documents.forEach(
          (name, bytes) ->
              texts.put(name.replaceFirst("-v1$", ""), bytes.toString(StandardCharsets.UTF_8)));
      return texts;
    }

    @Override
    public void close() {
      // nothing to close: the documents are in memory
    }
  }
}
