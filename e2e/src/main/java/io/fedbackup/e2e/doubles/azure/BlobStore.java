package io.fedbackup.e2e.doubles.azure;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * The tests' own look into the blob store: straight to it, with account keys, past the gateway and
 * its roles. Thread-safe.
 */
public final class BlobStore {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final Map<String, BlobServiceClient> accounts;

  private BlobStore(Map<String, BlobServiceClient> accounts) {
    this.accounts = accounts;
  }

  /**
   * Connects to a store.
   *
   * @param endpoint without account
   * @param keys account name to base64 key
   */
  public static BlobStore connect(URI endpoint, SSLContext tls, Map<String, String> keys) {
    var http =
        new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(tls))
            .connectionTimeout(CONNECT_TIMEOUT)
            .build();
    var accounts = new TreeMap<String, BlobServiceClient>();
    keys.forEach((account, key) -> accounts.put(account, client(http, endpoint, account, key)));
    return new BlobStore(accounts);
  }

  private static BlobServiceClient client(
      com.azure.core.http.HttpClient http, URI endpoint, String account, String key) {
    return new BlobServiceClientBuilder()
        .endpoint(endpoint + "/" + account)
        .credential(new StorageSharedKeyCredential(account, key))
        .httpClient(http)
        .buildClient();
  }

  /** Whether the store has an account. */
  public boolean hasAccount(String account) {
    return accounts.containsKey(account);
  }

  /** Makes a container; again: no change. */
  public void createContainer(String account, String container) {
    client(account, container).createIfNotExists();
  }

  /** Removes a container with all it holds. */
  public void deleteContainer(String account, String container) {
    client(account, container).deleteIfExists();
  }

  /** Whether a container exists. */
  public boolean hasContainer(String account, String container) {
    return client(account, container).exists();
  }

  /** The names of all blobs, sorted; none when there is no such container. */
  public List<String> blobs(String account, String container) {
    return blobs(account, container, "");
  }

  /** The names of all blobs below a prefix, sorted; none when there is no such container. */
  public List<String> blobs(String account, String container, String prefix) {
    var client = client(account, container);
    return client.exists()
        ? client.listBlobs(new ListBlobsOptions().setPrefix(prefix), null).stream()
            .map(BlobItem::getName)
            .sorted()
            .toList()
        : List.of();
  }

  /** How many blobs a container holds. */
  public int count(String account, String container) {
    return blobs(account, container).size();
  }

  /** The names of all blobs with their entity tags: equal only when nothing was written. */
  public Map<String, String> versions(String account, String container) {
    return client(account, container).listBlobs().stream()
        .collect(Collectors.toMap(BlobItem::getName, item -> item.getProperties().getETag()));
  }

  /** The content of a blob as text. */
  public String read(String account, String container, String blob) {
    return client(account, container).getBlobClient(blob).downloadContent().toString();
  }

  /** Writes a blob, in place of one of that name. */
  public void write(String account, String container, String blob, String content) {
    client(account, container)
        .getBlobClient(blob)
        .upload(BinaryData.fromString(content), /* overwrite= */ true);
  }

  /** Removes a blob; false when there was none. */
  public boolean delete(String account, String container, String blob) {
    return client(account, container).getBlobClient(blob).deleteIfExists();
  }

  boolean exists(String account, String container, String blob) {
    return client(account, container).getBlobClient(blob).exists();
  }

  private BlobContainerClient client(String account, String container) {
    var client = accounts.get(account);
    if (client == null) {
      throw new IllegalArgumentException("No storage account " + account + " in the store");
    }
    return client.getBlobContainerClient(container);
  }
}
