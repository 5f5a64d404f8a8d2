package io.fedbackup.e2e.doubles.azure;

import io.fedbackup.e2e.doubles.HttpsEndpoint;
import io.fedbackup.e2e.testbed.Azurite;
import io.fedbackup.e2e.testbed.Identity;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * Stands for the authorization of Azure Blob Storage, in front of an Azurite that has none:
 * verifies the access token, maps its principal, the container and the operation to role
 * assignments, and passes on what is allowed. Endpoints have the form {@code
 * <uri>/<account>/<container>/<blob>}.
 *
 * <p>Kept: signature, issuer, audience and times of the token; roles at the scope of a container,
 * its account, or above; authorization before existence, so that a missing container is 403 without
 * a role and 404 {@code ContainerNotFound} (Azurite's answer) with one; listing containers and
 * account properties need a role on the account; error codes and XML bodies. An immutability policy
 * on a container is shown by {@code x-ms-has-immutability-policy} and forbids overwriting and
 * deleting.
 *
 * <p>Left out: account keys and SAS (refused), public access, legal holds, roles by blob tag, and
 * the minutes that Azure takes until a role counts: here it counts at once. An account that does
 * not exist has no address in Azure (the host is unknown); a path cannot do that, so it is 404
 * {@code ResourceNotFound}, which Azure gives while the address of a removed account lives on.
 * Refused writes are 403 {@code InsufficientAccountPermissions}, as of an account that is switched
 * to reading. Thread-safe.
 */
public final class BlobGateway implements AutoCloseable {

  private final EntraIdDouble entra;
  private final BlobStore store;
  private final HttpsEndpoint server;
  private final List<Injected> faults = new CopyOnWriteArrayList<>();
  private final Set<String> immutable = ConcurrentHashMap.newKeySet();

  private BlobGateway(
      EntraIdDouble entra, Identity tls, URI azurite, SSLContext azuriteTls, BlobStore store) {
    this.entra = entra;
    this.store = store;
    var context = new ServletContextHandler("/");
    var servlet = new ServletHolder(new GatewayServlet(this, azurite, azuriteTls));
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, "/*");
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    server = HttpsEndpoint.start("blobs", tls, context);
  }

  /**
   * Starts a gateway.
   *
   * @param entra whose tokens count and whose tenant holds accounts and roles
   * @param tls server identity
   * @param azurite the store
   * @param azuriteTls trusts Azurite's certificate
   */
  public static BlobGateway start(
      EntraIdDouble entra, Identity tls, Azurite azurite, SSLContext azuriteTls) {
    var keys =
        azurite.accounts().stream()
            .collect(Collectors.toMap(account -> account, azurite::accountKey));
    var store = BlobStore.connect(azurite.endpoint(), azuriteTls, keys);
    return new BlobGateway(entra, tls, azurite.endpoint(), azuriteTls, store);
  }

  /**
   * Where it listens, without a trailing slash; an account's endpoint is {@code <uri>/<account>}.
   */
  public URI uri() {
    return server.uri();
  }

  /** The value for {@code FEDBACKUP_BLOB_ENDPOINT}. */
  public String endpointTemplate() {
    return server.uri() + "/{account}";
  }

  /** The tests' own look into the store, past this gateway. */
  public BlobStore store() {
    return store;
  }

  /** Puts an immutability policy on a container, or takes it away. */
  public void immutable(String account, String container, boolean policy) {
    if (policy) {
      immutable.add(account + "/" + container);
    } else {
      immutable.remove(account + "/" + container);
    }
  }

  /** Makes trouble for all requests until the result is closed. */
  public AzureTenant.Hold inject(Fault fault) {
    return inject(fault, request -> true);
  }

  /**
   * Makes trouble for some requests until the result is closed; the oldest fault that fits counts.
   */
  public AzureTenant.Hold inject(Fault fault, Predicate<BlobRequest> when) {
    var injected = new Injected(fault, when, new CountDownLatch(1));
    faults.add(injected);
    return () -> lift(injected);
  }

  /** Ends all trouble. */
  public void clearFaults() {
    faults.forEach(this::lift);
  }

  private void lift(Injected injected) {
    faults.remove(injected);
    injected.lifted().countDown();
  }

  EntraIdDouble entra() {
    return entra;
  }

  List<Injected> faults(BlobRequest request) {
    return faults.stream().filter(f -> f.when().test(request)).toList();
  }

  boolean isImmutable(BlobRequest request) {
    return immutable.contains(request.account() + "/" + request.container());
  }

  /** Whether this would change a blob that an immutability policy protects. */
  boolean breaksPolicy(BlobRequest request) {
    return request.access() == BlobRequest.Access.WRITE
        && isImmutable(request)
        && (request.onContainer()
            || store.exists(request.account(), request.container(), request.blob()));
  }

  @Override
  public void close() {
    clearFaults();
    server.close();
  }

  /**
   * Trouble that was asked for.
   *
   * @param lifted counted down when it ends
   */
  record Injected(Fault fault, Predicate<BlobRequest> when, CountDownLatch lifted) {}
}
