package city.seki.hub.enrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTlsTest {
  @TempDir Path folder;
  private EnrolmentAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new EnrolmentAtWork(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private HubTls open(String... hosts) throws IOException {
    return HubTls.open(
        folder.resolve("keys"), hub.authority(), List.of(hosts), hub::now, new SecureRandom());
  }

  private void isBelieved(TlsIdentity shown) {
    assertEquals(
        new Trust.Believed(new Holder.Hub()),
        new Trust(hub.desk.root(), hub.desk::isRevoked).verdict(shown.chain(), hub.now()));
  }

  @Test
  void hub_makes_its_certificate_keeps_it_and_shows_it_again_after_a_restart() throws Exception {
    TlsIdentity made = open("hub.example.jp", "192.0.2.7", "2001:db8::7").get();
    isBelieved(made);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("keys/hub-tls.key"))));
    TlsIdentity again = open("hub.example.jp", "192.0.2.7", "2001:db8::7").get();
    assertEquals(made.chain(), again.chain());
    assertEquals(made.key(), again.key());
  }

  @Test
  void other_hosts_make_another_certificate() throws Exception {
    TlsIdentity first = open("hub.example.jp").get();
    assertNotEquals(first.chain(), open("other.example.jp").get().chain());
    assertThrows(IllegalArgumentException.class, () -> open("no host"));
  }

  @Test
  void certificate_is_renewed_at_two_thirds_of_its_life_with_a_new_key() throws Exception {
    HubTls tls = open("hub.example.jp");
    TlsIdentity first = tls.get();
    hub.now(hub.now().plus(Duration.ofDays(59)));
    assertEquals(first.chain(), tls.get().chain());
    hub.now(hub.now().plus(Duration.ofDays(2)));
    TlsIdentity second = tls.get();
    assertNotEquals(first.key(), second.key());
    isBelieved(second);
    assertEquals(second.chain(), tls.get().chain());
    assertEquals(second.chain(), open("hub.example.jp").get().chain());
  }

  @Test
  void clock_that_was_put_back_a_little_changes_nothing() throws Exception {
    HubTls tls = open("hub.example.jp");
    TlsIdentity first = tls.get();
    hub.now(hub.now().minus(Duration.ofMinutes(30)));
    assertEquals(first.chain(), tls.get().chain(), "certificates begin an hour earlier");
  }

  @Test
  void file_that_others_may_read_or_that_is_damaged_is_refused_with_the_remedy() throws Exception {
    var _ = open("hub.example.jp");
    Path file = folder.resolve("keys/hub-tls.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    String open = assertThrows(IOException.class, () -> open("hub.example.jp")).getMessage();
    assertTrue(String.valueOf(open).contains("chmod 600"), open);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, "nothing");
    String damaged = assertThrows(IOException.class, () -> open("hub.example.jp")).getMessage();
    assertTrue(String.valueOf(damaged).contains("delete it"), damaged);
  }
}
