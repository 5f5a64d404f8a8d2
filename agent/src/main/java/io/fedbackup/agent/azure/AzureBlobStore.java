package io.fedbackup.agent.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.fedbackup.agent.result.Redactor;
import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.ObjectLock;
import io.fedbackup.agent.store.ObjectStore;
import io.fedbackup.agent.store.StoreFailure;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A container of Azure Blob Storage, reached by workload identity. */
public final class AzureBlobStore implements ObjectStore {

  /**
   * Asked for in the form in which the blob client asks, so that it finds the token in the cache.
   */
  private static final String SCOPE = "https://storage.azure.com/.default";

  /** The first version that tells of version-level immutability, and one that every cloud has. */
  private static final BlobServiceVersion SERVICE_VERSION = BlobServiceVersion.V2021_12_02;

  /** No blob ever has this entity tag: real ones are hexadecimal numbers. */
  private static final String IMPOSSIBLE_ETAG = "\"fedbackup-no-such-version\"";

  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int FORBIDDEN = 403;

  private final AzureLocation location;
  private final WorkloadEnvironment environment;
  private final HttpClient http;
  private final TimeLimits limits;
  private final Redactor redactor;
  private volatile @Nullable Session session;

  /** Makes a store that sends its requests with this client; sends nothing yet. */
  AzureBlobStore(
      AzureLocation location,
      WorkloadEnvironment environment,
      HttpClient http,
      TimeLimits limits,
      Redactor redactor) {
    this.location = location;
    this.environment = environment;
    this.http = http;
    this.limits = limits;
    this.redactor = redactor;
  }

  @Override
  public void authenticate() throws StoreFailure {
    var identity = PodIdentity.of(location, environment);
    redactor.hide(identity.token().value());
    var accessed = accessed(identity);
    var credential = credential(identity, accessed);
    try {
      var token =
          credential.getTokenSync(new TokenRequestContext().addScopes(SCOPE).setCaeEnabled(true));
      redactor.hide(token.getToken());
    } catch (RuntimeException e) { // the library's exceptions have no narrower common type
      throw TokenFailures.classify(e, accessed);
    }
    session = new Session(accessed, container(credential, accessed));
  }

  @Override
  public Optional<ObjectLock> objectLock() throws StoreFailure {
    try {
      var properties = session().container().getProperties();
      var versionLevel = Boolean.TRUE.equals(properties.isImmutableStorageWithVersioningEnabled());
      var locked = properties.hasImmutabilityPolicy() || properties.hasLegalHold() || versionLevel;
      return Optional.of(new ObjectLock(locked, "", versionLevel));
    } catch (BlobStorageException e) {
      if (e.getStatusCode() == FORBIDDEN) {
        return Optional.empty(); // a role may permit the data and not this; the listing decides
      }
      throw failure(Operation.READ_PROPERTIES, e);
    } catch (RuntimeException e) { // see authenticate
      throw failure(Operation.READ_PROPERTIES, e);
    }
  }

  @Override
  public void list() throws StoreFailure {
    attempt(
        Operation.LIST,
        () ->
            session()
                .container()
                .listBlobs(new ListBlobsOptions().setMaxResultsPerPage(1), null)
                .iterableByPage()
                .iterator()
                .next());
  }

  @Override
  public Written write(String name, byte[] content) throws StoreFailure {
    try {
      var version = upload(name, content, new BlobRequestConditions());
      return version == null ? Written.WITHOUT_VERSION : Written.AS_VERSION;
    } catch (BlobStorageException e) {
      if (BlobAnswer.of(e).isImmutability()) {
        return Written.REFUSED_BY_IMMUTABILITY;
      }
      throw failure(Operation.WRITE, e);
    } catch (RuntimeException e) { // see authenticate
      throw failure(Operation.WRITE, e);
    }
  }

  @Override
  public byte[] read(String name, int limit) throws StoreFailure {
    return attempt(
        Operation.READ,
        () -> {
          var content = new ByteArrayOutputStream();
          session()
              .container()
              .getBlobClient(name)
              .downloadStreamWithResponse(
                  content, new BlobRange(0, (long) limit), null, null, false, null, Context.NONE);
          return content.toByteArray();
        });
  }

  @Override
  public boolean delete(String name) throws StoreFailure {
    try {
      session().container().getBlobClient(name).deleteIfExists();
      return true;
    } catch (BlobStorageException e) {
      if (BlobAnswer.of(e).isImmutability()) {
        return false;
      }
      throw failure(Operation.DELETE, e);
    } catch (RuntimeException e) { // see authenticate
      throw failure(Operation.DELETE, e);
    }
  }

  @Override
  public void probeWrite(String name) throws StoreFailure {
    try {
      upload(name, new byte[0], new BlobRequestConditions().setIfMatch(IMPOSSIBLE_ETAG));
    } catch (BlobStorageException e) {
      if (showsPermission(e)) {
        return;
      }
      throw failure(Operation.PROBE, e);
    } catch (RuntimeException e) { // see authenticate
      throw failure(Operation.PROBE, e);
    }
    throw new StoreFailure(
        FailureReason.Unknown,
        "%s wrote although the condition of the write could not hold."
            .formatted(environment.endpoint(location)),
        "Look what stands between this cluster and %s: it ignores If-Match."
            .formatted(environment.endpoint(location)));
  }

  private static boolean showsPermission(BlobStorageException refused) {
    return refused.getStatusCode() == PRECONDITION_FAILED
        || (refused.getStatusCode() == CONFLICT && BlobAnswer.of(refused).isImmutability());
  }

  private @Nullable String upload(String name, byte[] content, BlobRequestConditions conditions) {
    var options =
        new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
            .setRequestConditions(conditions);
    return session()
        .container()
        .getBlobClient(name)
        .getBlockBlobClient()
        .uploadWithResponse(options, null, Context.NONE)
        .getValue()
        .getVersionId();
  }

  private Session session() {
    var current = session;
    if (current == null) {
      throw new IllegalStateException("authenticate comes first");
    }
    return current;
  }

  private <T> T attempt(Operation operation, Supplier<T> request) throws StoreFailure {
    try {
      return request.get();
    } catch (RuntimeException e) { // see authenticate
      throw failure(operation, e);
    }
  }

  private StoreFailure failure(Operation operation, RuntimeException e) {
    return BlobFailures.classify(operation, e, session().accessed());
  }

  private Accessed accessed(PodIdentity identity) {
    return new Accessed(
        location,
        environment.endpoint(location),
        environment.authority(location),
        identity.clientId(),
        identity.tenantId(),
        identity.token());
  }

  private TokenCredential credential(PodIdentity identity, Accessed accessed) {
    var builder =
        new WorkloadIdentityCredentialBuilder()
            .clientId(identity.clientId())
            .tenantId(identity.tenantId())
            .tokenFilePath(identity.tokenFile().toString())
            .authorityHost(accessed.authority())
            .retryOptions(limits.forTokens())
            .httpClient(http);
    if (!environment.instanceDiscovery()) {
      builder.disableInstanceDiscovery();
    }
    return builder.build();
  }

  private BlobContainerClient container(TokenCredential credential, Accessed accessed) {
    return new BlobContainerClientBuilder()
        .endpoint(accessed.endpoint())
        .containerName(location.container())
        .credential(credential)
        .serviceVersion(SERVICE_VERSION)
        .retryOptions(limits.forBlobs())
        .httpClient(http)
        .buildClient();
  }

  private record Session(Accessed accessed, BlobContainerClient container) {}
}
