package io.fedbackup.gitsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.junit.jupiter.api.Test;

/** Which servers are believed to be who they say. */
class KnownHostsTest {
  private static final PublicKey KEY = key();
  private static final PublicKey OTHER = key();

  private static PublicKey key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KnownHosts hosts(String... lines) {
    return new KnownHosts(
        List.of(lines).stream().map(KnownHostEntry::parseKnownHostEntry).toList());
  }

  private static String line(String hosts, PublicKey key) {
    return hosts + " " + PublicKeyEntry.toString(key);
  }

  private static boolean accepts(KnownHosts hosts, String address, PublicKey key) {
    return hosts.accept(
        address, InetSocketAddress.createUnresolved("10.0.0.1", 22), key, NOBODY_IS_ASKED, null);
  }

  private static Kind refusal(KnownHosts hosts) {
    return hosts.refusal().orElseThrow().kind();
  }

  private static final ServerKeyDatabase.Configuration NOBODY_IS_ASKED =
      new ServerKeyDatabase.Configuration() {
        @Override
        public List<String> getUserKnownHostsFiles() {
          return List.of();
        }

        @Override
        public List<String> getGlobalKnownHostsFiles() {
          return List.of();
        }

        @Override
        public StrictHostKeyChecking getStrictHostKeyChecking() {
          return StrictHostKeyChecking.ACCEPT_ANY;
        }

        @Override
        public boolean getHashKnownHosts() {
          return false;
        }

        @Override
        public String getUsername() {
          return "git";
        }
      };

  @Test
  void a_known_key_is_accepted_by_name_port_and_list() {
    assertThat(accepts(hosts(line("git.example.com", KEY)), "git.example.com:22", KEY)).isTrue();
    assertThat(accepts(hosts(line("git.example.com", KEY)), "git.example.com", KEY)).isTrue();
    assertThat(accepts(hosts(line("[git.example.com]:7999", KEY)), "[git.example.com]:7999", KEY))
        .isTrue();
    assertThat(accepts(hosts(line("a.org,git.example.com", KEY)), "git.example.com:22", KEY))
        .isTrue();
  }

  @Test
  void of_several_keys_of_a_server_any_is_accepted() {
    KnownHosts hosts = hosts(line("git.example.com", OTHER), line("git.example.com", KEY));

    assertThat(accepts(hosts, "git.example.com:22", KEY)).isTrue();
  }

  @Test
  void an_unknown_server_is_refused_and_told() {
    KnownHosts hosts = hosts(line("git.example.org", KEY));

    assertThat(accepts(hosts, "git.example.com:22", KEY)).isFalse();
    assertThat(refusal(hosts)).isEqualTo(Kind.HOST_KEY_UNKNOWN);
    assertThat(hosts.refusal().orElseThrow()).hasMessageContaining("SHA256:");
  }

  @Test
  void another_port_is_another_server() {
    KnownHosts hosts = hosts(line("git.example.com", KEY));

    assertThat(accepts(hosts, "[git.example.com]:7999", KEY)).isFalse();
    assertThat(refusal(hosts)).isEqualTo(Kind.HOST_KEY_UNKNOWN);
  }

  @Test
  void another_key_of_a_known_server_is_refused_and_told() {
    KnownHosts hosts = hosts(line("git.example.com", OTHER));

    assertThat(accepts(hosts, "git.example.com:22", KEY)).isFalse();
    assertThat(refusal(hosts)).isEqualTo(Kind.HOST_KEY_CHANGED);
  }

  @Test
  void a_revoked_key_is_refused_though_it_is_known_too() {
    KnownHosts hosts =
        hosts(line("git.example.com", KEY), "@revoked " + line("git.example.com", KEY));

    assertThat(accepts(hosts, "git.example.com:22", KEY)).isFalse();
    assertThat(refusal(hosts)).isEqualTo(Kind.HOST_KEY_CHANGED);
  }
}
