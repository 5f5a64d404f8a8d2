package io.fedbackup.e2e.doubles.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The volumes of one pod, written to files and kept up to date: tokens when 80 % of their life is
 * over (as kubelet does), everything else each minute. Files are replaced by rename. For one
 * thread.
 */
final class Volumes {

  private static final Duration REFRESH = Duration.ofMinutes(1);
  private static final double TOKEN_LIFE_USED = 0.8;
  private static final Duration TOKEN_MAXIMUM_AGE = Duration.ofHours(24);

  private final KubernetesClient client;
  private final Clock clock;
  private final String nodeName;
  private final PodLayout layout;
  private final Map<Path, Instant> tokens = new HashMap<>();
  private Instant nextRefresh = Instant.MIN;

  Volumes(KubernetesClient client, Clock clock, String nodeName, PodLayout layout) {
    this.client = client;
    this.clock = clock;
    this.nodeName = nodeName;
    this.layout = layout;
  }

  /** Writes what is due. */
  void sync(Pod pod) throws NotReadyException, IOException {
    var now = clock.instant();
    boolean tokenDue = tokens.values().stream().anyMatch(due -> !now.isBefore(due));
    if (now.isBefore(nextRefresh) && !tokenDue) {
      return;
    }
    for (var volume : pod.getSpec().getVolumes()) {
      write(pod, volume);
    }
    nextRefresh = now.plus(REFRESH);
  }

  private void write(Pod pod, Volume volume) throws NotReadyException, IOException {
    var folder = Files.createDirectories(layout.volume(volume.getName()));
    if (volume.getProjected() != null) {
      for (var source : volume.getProjected().getSources()) {
        project(pod, source, folder);
      }
    } else if (volume.getConfigMap() != null) {
      var source = volume.getConfigMap();
      configMap(pod, source.getName(), source.getItems(), isTrue(source.getOptional()), folder);
    } else if (volume.getSecret() != null) {
      var source = volume.getSecret();
      secret(pod, source.getSecretName(), source.getItems(), isTrue(source.getOptional()), folder);
    } else if (volume.getDownwardAPI() != null) {
      downward(pod, volume.getDownwardAPI().getItems(), folder);
    } else if (volume.getEmptyDir() == null) {
      throw new NotReadyException(
          NotReadyException.CREATING,
          "MountVolume.SetUp failed for volume \"%s\": this kind of volume is not supported"
              .formatted(volume.getName()));
    }
  }

  private void project(Pod pod, VolumeProjection source, Path folder)
      throws NotReadyException, IOException {
    if (source.getServiceAccountToken() != null) {
      token(pod, source.getServiceAccountToken(), folder);
    }
    if (source.getConfigMap() != null) {
      var map = source.getConfigMap();
      configMap(pod, map.getName(), map.getItems(), isTrue(map.getOptional()), folder);
    }
    if (source.getSecret() != null) {
      var secret = source.getSecret();
      secret(pod, secret.getName(), secret.getItems(), isTrue(secret.getOptional()), folder);
    }
    if (source.getDownwardAPI() != null) {
      downward(pod, source.getDownwardAPI().getItems(), folder);
    }
  }

  private void token(Pod pod, ServiceAccountTokenProjection source, Path folder)
      throws IOException {
    var file = folder.resolve(source.getPath());
    var now = clock.instant();
    var due = tokens.get(file);
    if (due != null && now.isBefore(due)) {
      return;
    }
    var request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(source.getAudience() == null ? List.of() : List.of(source.getAudience()))
            .withExpirationSeconds(source.getExpirationSeconds())
            .withNewBoundObjectRef()
            .withApiVersion("v1")
            .withKind("Pod")
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .endBoundObjectRef()
            .endSpec()
            .build();
    var status =
        client
            .serviceAccounts()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getSpec().getServiceAccountName())
            .tokenRequest(request)
            .getStatus();
    replace(file, status.getToken().getBytes(StandardCharsets.UTF_8));
    tokens.put(file, refreshTime(now, Instant.parse(status.getExpirationTimestamp())));
  }

  private static Instant refreshTime(Instant now, Instant expiry) {
    var life = Duration.between(now, expiry);
    var used = Duration.ofMillis((long) (life.toMillis() * TOKEN_LIFE_USED));
    return now.plus(used.compareTo(TOKEN_MAXIMUM_AGE) < 0 ? used : TOKEN_MAXIMUM_AGE);
  }

  private void configMap(
      Pod pod, String name, @Nullable List<KeyToPath> items, boolean optional, Path folder)
      throws NotReadyException, IOException {
    ConfigMap map =
        client.configMaps().inNamespace(pod.getMetadata().getNamespace()).withName(name).get();
    if (map == null) {
      requireOptional(optional, "configmap \"" + name + "\" not found");
      return;
    }
    var files = new LinkedHashMap<String, byte[]>();
    if (map.getData() != null) {
      map.getData().forEach((k, v) -> files.put(k, v.getBytes(StandardCharsets.UTF_8)));
    }
    if (map.getBinaryData() != null) {
      map.getBinaryData().forEach((k, v) -> files.put(k, Base64.getDecoder().decode(v)));
    }
    writeItems(files, items, optional, folder);
  }

  private void secret(
      Pod pod, String name, @Nullable List<KeyToPath> items, boolean optional, Path folder)
      throws NotReadyException, IOException {
    Secret secret =
        client.secrets().inNamespace(pod.getMetadata().getNamespace()).withName(name).get();
    if (secret == null) {
      requireOptional(optional, "secret \"" + name + "\" not found");
      return;
    }
    var files = new LinkedHashMap<String, byte[]>();
    if (secret.getData() != null) {
      secret.getData().forEach((k, v) -> files.put(k, Base64.getDecoder().decode(v)));
    }
    writeItems(files, items, optional, folder);
  }

  private void downward(Pod pod, List<DownwardAPIVolumeFile> items, Path folder)
      throws NotReadyException, IOException {
    for (var item : items) {
      if (item.getFieldRef() != null) {
        var value = FieldPaths.resolve(pod, nodeName, item.getFieldRef().getFieldPath());
        replace(folder.resolve(item.getPath()), value.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void writeItems(
      Map<String, byte[]> files, @Nullable List<KeyToPath> items, boolean optional, Path folder)
      throws NotReadyException, IOException {
    if (items == null || items.isEmpty()) {
      for (var file : files.entrySet()) {
        replace(folder.resolve(file.getKey()), file.getValue());
      }
      return;
    }
    for (var item : items) {
      var content = files.get(item.getKey());
      if (content == null) {
        requireOptional(optional, "references non-existent key: " + item.getKey());
      } else {
        replace(folder.resolve(item.getPath()), content);
      }
    }
  }

  private static void requireOptional(boolean optional, String message) throws NotReadyException {
    if (!optional) {
      throw new NotReadyException(
          NotReadyException.CREATING, "MountVolume.SetUp failed: " + message);
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    var temporary = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(temporary, content);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isTrue(@Nullable Boolean value) {
    return value != null && value;
  }
}
