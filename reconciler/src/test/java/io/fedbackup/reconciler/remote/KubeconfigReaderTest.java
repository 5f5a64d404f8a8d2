package io.fedbackup.reconciler.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigReaderTest {
  private static final String CERTIFICATE =
      "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJkVENDQVJ1Z0F3SUJBZ0lVYnYwaldmM2hHd3hqa2dIRXQ4ek1kb09vdHBjd0NnWUlLb1pJemowRUF3SXcKRHpFTk1Bc0dBMVVFQXd3RWRHVnpkREFnRncweU5qRXhNakl4TXpJM05EaGFHQTh5TVRJMk1UQXlPVEV6TWpjMApPRm93RHpFTk1Bc0dBMVVFQXd3RWRHVnpkREJaTUJNR0J5cUdTTTQ5QWdFR0NDcUdTTTQ5QXdFSEEwSUFCS1IwCnMxSWJtRGkydUpDZTVRbEhNZFpJZWlheUxPK3BYRzhOcU5OVDdybXdabW1NQjVrV3hTblJKeTNNbVp0akloL2kKUzloeEE0QXc1RGEwOFFoOEcyYWpVekJSTUIwR0ExVWREZ1FXQkJRNUIydDJDcDZML2d0am55OWtDNE5HUEYybwpMekFmQmdOVkhTTUVHREFXZ0JRNUIydDJDcDZML2d0am55OWtDNE5HUEYyb0x6QVBCZ05WSFJNQkFmOEVCVEFECkFRSC9NQW9HQ0NxR1NNNDlCQU1DQTBnQU1FVUNJQ0VwcCtDY090M3o4Z205RmEvM2VTTEx6U3dJcUJUSWZwamsKR1ExY0d4anJBaUVBM0k2d2FYcTlyNFJvSU5GbnAyQ1VmRkhFb2llcGZJUzg5bXFrOG1BNW4zOD0KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=";
  private static final String KEY_SEC1 =
      "LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0tCk1IY0NBUUVFSUIzeXhkYXNkdk91SURaZWdPNVBiYUxtSFVNWFpVL0p2V1FQa0dxY0ExaDZvQW9HQ0NxR1NNNDkKQXdFSG9VUURRZ0FFcEhTelVodVlPTGE0a0o3bENVY3gxa2g2SnJJczc2bGNidzJvMDFQdXViQm1hWXdIbVJiRgpLZEVuTGN5Wm0yTWlIK0pMMkhFRGdERGtOclR4Q0h3YlpnPT0KLS0tLS1FTkQgRUMgUFJJVkFURSBLRVktLS0tLQo=";
  private static final String KEY_PKCS8 =
      "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JR0hBZ0VBTUJNR0J5cUdTTTQ5QWdFR0NDcUdTTTQ5QXdFSEJHMHdhd0lCQVFRZ0hmTEYxcXgyODY0Z05sNkEKN2s5dG91WWRReGRsVDhtOVpBK1FhcHdEV0hxaFJBTkNBQVNrZExOU0c1ZzR0cmlRbnVVSlJ6SFdTSG9tc2l6dgpxVnh2RGFqVFUrNjVzR1pwakFlWkZzVXAwU2N0ekptYll5SWY0a3ZZY1FPQU1PUTJ0UEVJZkJ0bQotLS0tLUVORCBQUklWQVRFIEtFWS0tLS0tCg==";
  private static final String CANARY = "canary-secret-0815";

  private static String kubeconfig(String cluster, String user) {
    return """
    apiVersion: v1
    kind: Config
    current-context: main
    contexts:
    - name: other
      context: {cluster: nowhere, user: nobody}
    - name: main
      context: {cluster: c, user: u, namespace: ignored}
    clusters:
    - name: c
      cluster: {%s}
    users:
    - name: u
      user: {%s}
    """
        .formatted(cluster, user);
  }

  private static final String SERVER = "server: 'https://api.example.org:6443'";
  private static final String TOKEN = "token: " + CANARY;

  private static KubeconfigException refusal(String text) {
    var refusal =
        catchThrowableOfType(KubeconfigException.class, () -> KubeconfigReader.read(text));
    assertThat(refusal).as("must not be accepted").isNotNull();
    assertThat(refusal).hasMessageNotContaining(CANARY);
    assertThat(refusal.getCause()).isNull();
    return refusal;
  }

  @Test
  void serverAuthorityAndTokenOfTheCurrentContextAreRead() throws KubeconfigException {
    var read =
        KubeconfigReader.read(
            kubeconfig(
                SERVER
                    + ", certificate-authority-data: "
                    + CERTIFICATE
                    + ", tls-server-name: api.internal, insecure-skip-tls-verify: false",
                TOKEN));

    assertThat(read.server()).isEqualTo(URI.create("https://api.example.org:6443"));
    assertThat(read.tlsServerName()).isEqualTo("api.internal");
    assertThat(read.certificateAuthority()).startsWith("-----BEGIN CERTIFICATE-----");
    assertThat(read.credentials()).isEqualTo(new Kubeconfig.Token(CANARY));
    assertThat(read.toString()).doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY_SEC1, KEY_PKCS8})
  void clientCertificatesAreReadWithKeysOfEitherForm(String key) throws KubeconfigException {
    var read =
        KubeconfigReader.read(
            kubeconfig(
                SERVER, "client-certificate-data: " + CERTIFICATE + ", client-key-data: " + key));

    assertThat(read.credentials()).isInstanceOf(Kubeconfig.ClientCertificate.class);
    assertThat(read.credentials().expiresAt())
        .hasValueSatisfying(end -> assertThat(end).isAfter("2100-01-01T00:00:00Z"));
    assertThat(read.toString()).doesNotContain("PRIVATE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exec | exec: {command: sh}",
        "auth-provider | auth-provider: {name: gcp}",
        "tokenFile | tokenFile: /var/run/token",
        "client-certificate | client-certificate: /etc/c.pem",
        "client-key | client-key: /etc/k.pem",
        "username | username: admin",
        "password | password: canary-secret-0815",
        "as | as: system:admin",
        "as-uid | as-uid: '0'",
        "as-groups | as-groups: [system:masters]",
        "as-user-extra | as-user-extra: {a: [b]}",
        "somethingNew | somethingNew: canary-secret-0815",
      })
  void userFieldsThatReadFilesStartProgramsOrImpersonateAreRefusedByName(
      String field, String text) {
    var refusal = refusal(kubeconfig(SERVER, TOKEN + ", " + text));

    assertThat(refusal.refused()).isTrue();
    assertThat(refusal.field()).isEqualTo("users[u].user." + field);
    assertThat(refusal).hasMessageContaining("users[u].user." + field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "certificate-authority | certificate-authority: /etc/ca.pem",
        "insecure-skip-tls-verify | insecure-skip-tls-verify: true",
        "insecure-skip-tls-verify | insecure-skip-tls-verify: 'false'",
        "proxy-url | proxy-url: http://proxy:3128",
      })
  void clusterFieldsThatReadFilesOrWeakenTlsAreRefusedByName(String field, String text) {
    var refusal = refusal(kubeconfig(SERVER + ", " + text, TOKEN));

    assertThat(refusal.refused()).isTrue();
    assertThat(refusal.field()).isEqualTo("clusters[c].cluster." + field);
  }

  @Test
  void aServerWithoutTlsIsRefused() {
    var refusal = refusal(kubeconfig("server: 'http://api.example.org'", TOKEN));

    assertThat(refusal.refused()).isTrue();
    assertThat(refusal.field()).isEqualTo("clusters[c].cluster.server");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clusters[c].cluster.server | tls-server-name: x | token: t",
        "clusters[c].cluster.server | server: 7 | token: t",
        "clusters[c].cluster.server | server: 'https://user:pw@host' | token: t",
        "clusters[c].cluster.certificate-authority-data | server: 'https://h', certificate-authority-data: '%%%' | token: t",
        "users[u].user | server: 'https://h' | ''",
        "users[u].user.token | server: 'https://h' | token: 42",
        "users[u].user.token | server: 'https://h' | token: 'a b'",
        "users[u].user | server: 'https://h' | client-key-data: LS0tLS1CRUdJTiA=",
      })
  void whatIsMissingOrOfTheWrongTypeIsNamed(String field, String cluster, String user) {
    var refusal = refusal(kubeconfig(cluster, user));

    assertThat(refusal.refused()).isFalse();
    assertThat(refusal.field()).isEqualTo(field);
  }

  @Test
  void aCurrentContextThatDoesNotExistIsNamed() {
    var refusal =
        refusal(kubeconfig(SERVER, TOKEN).replace("current-context: main", "current-context: x"));

    assertThat(refusal.field()).isEqualTo("contexts");
    assertThat(refusal).hasMessageContaining("no entry named x");
  }

  @Test
  void withoutCurrentContextNothingIsGuessed() {
    var refusal = refusal(kubeconfig(SERVER, TOKEN).replace("current-context: main", ""));

    assertThat(refusal.field()).isEqualTo("current-context");
  }

  @Test
  void duplicateKeysAreRefusedWithTheirLine() {
    var refusal = refusal(kubeconfig(SERVER, TOKEN + "\n" + "      , " + TOKEN));

    assertThat(refusal).hasMessageContaining("twice").hasMessageContaining("line ");
  }

  @Test
  void twoEntriesOfOneNameAreRefused() {
    var refusal = refusal(kubeconfig(SERVER, TOKEN) + "- name: u\n  user: {token: t}\n");

    assertThat(refusal.field()).isEqualTo("users");
  }

  @Test
  void aliasesAreRefused() {
    var refusal = refusal(kubeconfig(SERVER, TOKEN) + "x: &a [1]\ny: [*a, *a]\n");

    assertThat(refusal.refused()).isFalse();
  }

  @Test
  void aKubeconfigThatIsTooLongIsRefusedUnread() {
    var refusal = refusal("# " + "x".repeat(KubeconfigReader.MAXIMUM_LENGTH));

    assertThat(refusal).hasMessageContaining("longer than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "text", "{", "a: canary-secret-0815: b"})
  void whatIsNoKubeconfigIsRefused(String text) {
    assertThat(refusal(text).refused()).isFalse();
  }

  @Test
  void aTokenThatIsAJwtTellsWhenItExpires() throws KubeconfigException {
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"exp\":1800000000}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    var read = KubeconfigReader.read(kubeconfig(SERVER, "token: e30." + payload + ".c2ln"));

    assertThat(read.credentials().expiresAt()).contains(Instant.ofEpochSecond(1_800_000_000));
  }
}
