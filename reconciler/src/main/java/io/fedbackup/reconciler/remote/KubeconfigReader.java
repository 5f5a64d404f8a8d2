package io.fedbackup.reconciler.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a kubeconfig as input from a stranger: field by field of its current context. What could
 * start a program, read a file, go through a proxy, switch off TLS or act as somebody else is
 * refused by name; so is a field of cluster or user that is not known, since kubectl may come to
 * know it.
 */
public final class KubeconfigReader {
  /** Characters of a kubeconfig at most; certificates included it has a few thousand. */
  static final int MAXIMUM_LENGTH = 256 * 1024;

  private static final Set<String> CLUSTER_FIELDS =
      Set.of("server", "certificate-authority-data", "tls-server-name", "extensions");
  private static final Set<String> USER_FIELDS =
      Set.of("token", "client-certificate-data", "client-key-data", "extensions");

  /** Harmless when they say what we do anyway. */
  private static final Set<String> HARMLESS_IF_FALSE =
      Set.of("insecure-skip-tls-verify", "disable-compression");

  private KubeconfigReader() {}

  /**
   * Reads the current context.
   *
   * @throws KubeconfigException if it is not used, saying which field and what to do
   */
  public static Kubeconfig read(String text) throws KubeconfigException {
    Map<?, ?> root = map("", load(text));
    String contextName = requiredText("current-context", root.get("current-context"));
    String contextPath = "contexts[" + cut(contextName) + "].context";
    Map<?, ?> context = named(root, "contexts", "context", contextName);
    String clusterName = requiredText(contextPath + ".cluster", context.get("cluster"));
    String userName = requiredText(contextPath + ".user", context.get("user"));
    String clusterPath = "clusters[" + cut(clusterName) + "].cluster";
    String userPath = "users[" + cut(userName) + "].user";
    Map<?, ?> cluster = named(root, "clusters", "cluster", clusterName);
    Map<?, ?> user = named(root, "users", "user", userName);
    refuseOthers(clusterPath, cluster, CLUSTER_FIELDS);
    refuseOthers(userPath, user, USER_FIELDS);
    var kubeconfig =
        new Kubeconfig(
            server(clusterPath + ".server", cluster.get("server")),
            pem(clusterPath, cluster, "certificate-authority-data"),
            optionalText(clusterPath + ".tls-server-name", cluster.get("tls-server-name")),
            credentials(userPath, user));
    var _ =
        TlsContexts.of(kubeconfig); // certificates and keys that cannot be read are refused here
    return kubeconfig;
  }

  private static @Nullable Object load(String text) throws KubeconfigException {
    if (text.length() > MAXIMUM_LENGTH) {
      throw invalid("", "the kubeconfig is longer than " + MAXIMUM_LENGTH + " characters");
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("kubeconfig")
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(MAXIMUM_LENGTH)
            .build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      // only problem and place: the exception's own text quotes the document, which holds secrets
      String line = e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
      throw invalid("", "the kubeconfig is not valid YAML: " + problemWithoutValues(e) + line);
    } catch (YamlEngineException _) {
      throw invalid("", "the kubeconfig is not valid YAML, or uses aliases");
    }
  }

  private static String problemWithoutValues(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    if (problem.startsWith("found duplicate key")) {
      return "a key occurs twice";
    }
    return "it cannot be parsed";
  }

  private static Map<?, ?> named(Map<?, ?> root, String listName, String entryName, String name)
      throws KubeconfigException {
    if (!(root.get(listName) instanceof List<?> list)) {
      throw invalid(listName, listName + " must be a list");
    }
    Map<?, ?> found = null;
    for (Object element : list) {
      Map<?, ?> entry = map(listName + "[]", element);
      if (name.equals(entry.get("name"))) {
        if (found != null) {
          throw invalid(listName, listName + " has two entries named " + cut(name));
        }
        found = map(listName + "[" + cut(name) + "]." + entryName, entry.get(entryName));
      }
    }
    if (found == null) {
      throw invalid(listName, listName + " has no entry named " + cut(name));
    }
    return found;
  }

  private static void refuseOthers(String path, Map<?, ?> map, Set<String> allowed)
      throws KubeconfigException {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String field = String.valueOf(entry.getKey());
      boolean harmless =
          HARMLESS_IF_FALSE.contains(field) && Boolean.FALSE.equals(entry.getValue());
      if (!allowed.contains(field) && !harmless) {
        throw new KubeconfigException(
            path + "." + cut(field),
            true,
            path
                + "."
                + cut(field)
                + " is refused: "
                + why(field)
                + "; used are "
                + sorted(allowed));
      }
    }
  }

  private static String why(String field) {
    return switch (field) {
      case "exec", "auth-provider" -> "a kubeconfig can start no program";
      case "certificate-authority", "client-certificate", "client-key", "tokenFile" ->
          "a kubeconfig can read no file, embed the data";
      case "insecure-skip-tls-verify" -> "TLS is always verified, give certificate-authority-data";
      case "proxy-url" -> "the cluster must be reachable without a proxy";
      case "username", "password" -> "give a token or a client certificate";
      case "as", "as-uid", "as-groups", "as-user-extra" -> "impersonation is not used";
      default -> "the field is not known";
    };
  }

  private static String sorted(Set<String> fields) {
    return String.join(
        ", ", fields.stream().filter(f -> !f.equals("extensions")).sorted().toList());
  }

  private static URI server(String path, @Nullable Object value) throws KubeconfigException {
    String text = requiredText(path, value);
    try {
      URI uri = new URI(text);
      if (!"https".equalsIgnoreCase(uri.getScheme())) {
        throw new KubeconfigException(
            path, true, path + " is refused: it must begin with https://");
      }
      if (uri.getHost() == null || uri.getUserInfo() != null || uri.getRawQuery() != null) {
        throw invalid(path, path + " must be https://host[:port][/path]");
      }
      return uri;
    } catch (URISyntaxException _) {
      throw invalid(path, path + " is not a valid URL");
    }
  }

  private static Kubeconfig.Credentials credentials(String path, Map<?, ?> user)
      throws KubeconfigException {
    String token = optionalText(path + ".token", user.get("token"));
    String certificate = pem(path, user, "client-certificate-data");
    String key = pem(path, user, "client-key-data");
    if (certificate != null && key != null) {
      if (token != null) {
        throw invalid(path, path + " must have either token or a client certificate, not both");
      }
      return new Kubeconfig.ClientCertificate(certificate, key);
    }
    if (certificate != null || key != null) {
      throw invalid(path, path + " must have both client-certificate-data and client-key-data");
    }
    if (token == null) {
      throw invalid(path, path + " has no credentials: give token, or a client certificate");
    }
    if (!token.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw invalid(path + ".token", path + ".token has a blank or a character outside ASCII");
    }
    return new Kubeconfig.Token(token);
  }

  private static @Nullable String pem(String path, Map<?, ?> map, String field)
      throws KubeconfigException {
    String fieldPath = path + "." + field;
    String text = optionalText(fieldPath, map.get(field));
    if (text == null) {
      return null;
    }
    try {
      String pem = new String(Base64.getMimeDecoder().decode(text), StandardCharsets.US_ASCII);
      if (!pem.contains("-----BEGIN ")) {
        throw invalid(fieldPath, fieldPath + " does not hold PEM");
      }
      return pem;
    } catch (IllegalArgumentException _) {
      throw invalid(fieldPath, fieldPath + " is not base64");
    }
  }

  private static Map<?, ?> map(String path, @Nullable Object value) throws KubeconfigException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw invalid(path, (path.isEmpty() ? "the kubeconfig" : path) + " must be a mapping");
  }

  private static String requiredText(String path, @Nullable Object value)
      throws KubeconfigException {
    String text = optionalText(path, value);
    if (text == null) {
      throw invalid(path, path + " is missing");
    }
    return text;
  }

  private static @Nullable String optionalText(String path, @Nullable Object value)
      throws KubeconfigException {
    return switch (value) {
      case null -> null;
      case String text -> text.isEmpty() ? null : text;
      default -> throw invalid(path, path + " must be a string");
    };
  }

  private static String cut(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }

  private static KubeconfigException invalid(String field, String message) {
    return new KubeconfigException(field, false, message);
  }
}
