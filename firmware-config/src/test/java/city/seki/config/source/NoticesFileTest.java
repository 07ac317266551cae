package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesFileTest {
  @TempDir Path dir;

  private Reading<NoticesFile.Content> read(String yaml) throws IOException {
    return NoticesFile.read(Files.writeString(dir.resolve("notices.yaml"), yaml));
  }

  private String problems(String yaml) throws IOException {
    return Readings.rejected(read(yaml)).toString();
  }

  @Test
  void a_file_with_every_key_reads_to_what_it_says() throws IOException {
    assertEquals(
        new NoticesFile.Content(
            new NoticesFile.Mail(
                URI.create("smtps://mail.example.city:465"),
                "seki@example.city",
                List.of("example.city", "staff.example.city"),
                "seki",
                dir.resolve("mail.secret").toAbsolutePath(),
                Path.of("/etc/ssl/city.pem")),
            List.of("chat.example.city:8443", "hooks.example.com")),
        Readings.loaded(
            read(
                """
            mail:
              server: smtps://mail.example.city:465
              from: seki@example.city
              domains: [Example.City, staff.example.city]
              user: seki
              password_file: mail.secret
              ca_file: /etc/ssl/city.pem
            chat_hosts: ["chat.example.city:8443", hooks.example.com]
            """)));
  }

  @Test
  void mail_or_chat_alone_is_enough_and_neither_is_not() throws IOException {
    assertEquals(
        List.of("a.example"), Readings.loaded(read("chat_hosts: [a.example]")).chatHosts());
    assertTrue(problems("chat_hosts: []").contains("mail, chat_hosts or both"));
  }

  @Test
  void mistakes_are_told_with_their_remedy() throws IOException {
    String rest = "\n  from: seki@a.example\n  domains: [a.example]\n";
    for (String bad : List.of("mail.example", "smtp://a.example", "https://a.example:465")) {
      assertTrue(problems("mail:\n  server: " + bad + rest).contains("smtps://HOST:465"), bad);
    }
    String mail = "mail:\n  server: smtps://a.example:465" + rest;
    assertTrue(problems(mail + "  user: seki\n").contains("write both or none"));
    assertTrue(
        problems(mail.replace("seki@", "Seki <seki@")).contains("such as seki@example.city"));
    assertTrue(problems(mail.replace("[a.example]", "['*']")).contains("a domain such as"));
    assertTrue(problems("chat_hosts: ['https://a.example/x']").contains("HOST or HOST:PORT"));
  }

  @Test
  void a_mail_goes_to_one_address_of_the_city_and_to_nothing_else() {
    List<String> city = List.of("example.city");
    assertTrue(NoticesFile.isAddress("hanako.m+seki@Example.City", city));
    for (String bad :
        List.of(
            "hanako@example.com",
            "hanako@example.city.evil.example",
            "a@b@example.city",
            "Hanako <hanako@example.city>",
            "hanako@example.city,other@example.city",
            "hanako@example.city\r\nBcc: all@example.city",
            "@example.city",
            "松本@example.city")) {
      assertFalse(NoticesFile.isAddress(bad, city), bad);
    }
  }
}
