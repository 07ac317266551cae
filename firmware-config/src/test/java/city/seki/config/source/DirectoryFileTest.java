package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Text;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFileTest {
  private static final List<String> ROLES = List.of("staff", "admin", "operator");

  @TempDir Path dir;

  private Reading<DirectoryFile.Content> read(String yaml) throws IOException {
    return DirectoryFile.read(Files.writeString(dir.resolve("oidc.yaml"), yaml), ROLES);
  }

  private String problems(String yaml) throws IOException {
    return Readings.rejected(read(yaml)).toString();
  }

  @Test
  void a_file_with_every_key_reads_to_what_it_says() throws IOException {
    assertEquals(
        new DirectoryFile.Content(
            URI.create("https://login.example.city/realms/staff"),
            "seki",
            dir.resolve("seki.secret").toAbsolutePath(),
            Path.of("/etc/ssl/city.pem"),
            List.of("openid", "profile"),
            "employee_number",
            "realm_access.roles",
            Map.of("seki-admins", List.of("admin", "operator")),
            List.of("staff"),
            new Text("職員アカウント", "staff account")),
        Readings.loaded(
            read(
                """
            issuer: https://login.example.city/realms/staff
            client_id: seki
            client_secret_file: seki.secret
            ca_file: /etc/ssl/city.pem
            scopes: [openid, profile]
            staff_number: employee_number
            groups: realm_access.roles
            roles:
            - {group: seki-admins, roles: [admin, operator]}
            everyone: [staff]
            name: {ja: 職員アカウント, en: staff account}
            """)));
  }

  @Test
  void what_is_not_said_has_its_usual_value() throws IOException {
    var loaded =
        Readings.loaded(read("issuer: http://127.0.0.1:9\nclient_id: seki\neveryone: [staff]\n"));
    assertEquals(List.of("openid"), loaded.scopes());
    assertEquals("groups", loaded.groups());
    assertEquals(null, loaded.clientSecretFile());
  }

  @Test
  void mistakes_are_told_with_their_remedy() throws IOException {
    String head = "issuer: https://a.example\nclient_id: seki\n";
    assertTrue(problems(head).contains("nobody gets a role"));
    assertTrue(problems(head + "everyone: [king]\n").contains("staff, admin, operator"));
    assertTrue(
        problems(head + "roles: [{group: a, roles: [staff]}, {group: a, roles: [admin]}]\n")
            .contains("above already"));
    for (String bad : List.of("http://a.example", "ftp://a", "https://u@a.example", "a.example")) {
      assertTrue(
          problems("issuer: \"" + bad + "\"\nclient_id: seki\neveryone: [staff]\n")
              .contains("https://HOST"),
          bad);
    }
  }
}
