package city.seki.hub.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.NoticesFile;
import city.seki.hub.FreePort;
import city.seki.provisioning.tls.Authorities;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mails to another program's SMTP server, aiosmtpd, over the wire that a city's server speaks. */
@Timeout(120)
class MailSenderIT {
  private static final String PYTHON = "/usr/bin/python3";
  private static final Notice NOTICE = new Notice("Seki: 予約が取り消されました", "中央公民館 席 A-03\n“水漏れ”");
  private static final String TO = "hanako@example.city";

  /** Another address of this machine: what goes there has to be encrypted. */
  private static final String ELSEWHERE = "127.0.0.2";

  @TempDir Path folder;
  private Path certificate;
  private Path key;
  private @Nullable Process server;
  private int port;

  @BeforeEach
  void certify() throws Exception {
    Assumptions.assumeTrue(
        System.getenv("CI") != null || run(PYTHON, "-c", "import aiosmtpd") == 0,
        "the package python3-aiosmtpd is not installed");
    certificate = folder.resolve("mail.pem");
    key = folder.resolve("mail.key");
    assertEquals(
        0,
        run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=mail",
            "-addext",
            "subjectAltName=IP:127.0.0.1,IP:127.0.0.2",
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString()));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (server != null) {
      server.destroyForcibly().waitFor();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor();
  }

  private Path box() {
    return folder.resolve("box");
  }

  private void serve(String host, String... options) throws IOException, InterruptedException {
    port = FreePort.take();
    List<String> command = new ArrayList<>(List.of(PYTHON, "-m", "aiosmtpd", "-n"));
    command.addAll(List.of("-l", host + ":" + port, "-c", "aiosmtpd.handlers.Mailbox"));
    command.addAll(List.of(options));
    command.add(box().toString());
    server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("aiosmtpd.log").toFile())
            .start();
    while (!listens(host)) {
      assertTrue(!server.waitFor(50, TimeUnit.MILLISECONDS), "aiosmtpd ended: see its log");
    }
  }

  private boolean listens(String host) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 1_000);
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  private Sender.Answer send(String scheme, String host, boolean trusting) throws IOException {
    URI address = URI.create("%s://%s:%d".formatted(scheme, host, port));
    return new MailSender(
            new NoticesFile.Mail(
                address, "seki@example.city", List.of("example.city"), null, null, null),
            null,
            trusting ? Authorities.of(certificate).getSocketFactory() : null,
            Duration.ofSeconds(20),
            () -> Instant.parse("2026-11-24T00:00:00Z"),
            new Random(1))
        .send(TO, NOTICE);
  }

  private MimeMessage arrived() throws Exception {
    try (Stream<Path> mails = Files.list(box().resolve("new"))) {
      Path mail = mails.findFirst().orElseThrow();
      try (InputStream in = Files.newInputStream(mail)) {
        return new MimeMessage(Session.getInstance(new Properties()), in);
      }
    }
  }

  @Test
  void a_notice_arrives_over_tls_as_it_was_written_and_says_that_a_program_wrote_it()
      throws Exception {
    serve("127.0.0.1", "--smtpscert", certificate.toString(), "--smtpskey", key.toString());
    assertInstanceOf(Sender.Taken.class, send("smtps", "127.0.0.1", true));
    MimeMessage mail = arrived();
    assertEquals(NOTICE.subject(), mail.getSubject());
    assertEquals(NOTICE.text(), mail.getContent().toString().replace("\r\n", "\n").strip());
    assertEquals("seki@example.city", mail.getFrom()[0].toString());
    assertEquals(TO, mail.getAllRecipients()[0].toString());
    assertEquals("auto-generated", mail.getHeader("Auto-Submitted")[0]);
    assertTrue(mail.getMessageID().endsWith("@example.city>"), mail.getMessageID());
  }

  @Test
  void a_server_whose_certificate_nobody_vouches_for_gets_nothing() throws Exception {
    serve("127.0.0.1", "--smtpscert", certificate.toString(), "--smtpskey", key.toString());
    assertInstanceOf(Sender.Later.class, send("smtps", "127.0.0.1", false));
    assertTrue(isEmpty(box().resolve("new")));
  }

  @Test
  void a_connection_to_another_machine_is_encrypted_or_not_used() throws Exception {
    serve(ELSEWHERE);
    assertInstanceOf(Sender.Later.class, send("smtp", ELSEWHERE, true));
    assertTrue(isEmpty(box().resolve("new")), "a mail went in the clear");
    stop();
    serve(ELSEWHERE, "--tlscert", certificate.toString(), "--tlskey", key.toString());
    assertInstanceOf(Sender.Taken.class, send("smtp", ELSEWHERE, true));
    assertEquals(NOTICE.subject(), arrived().getSubject());
  }

  @Test
  void what_the_server_does_not_want_is_not_tried_again_and_an_absent_server_is() throws Exception {
    serve("127.0.0.1", "-s", "20");
    assertInstanceOf(Sender.Refused.class, send("smtp", "127.0.0.1", true));
    stop();
    Sender.Answer away = send("smtp", "127.0.0.1", true);
    assertInstanceOf(Sender.Later.class, away);
    assertTrue(!away.toString().contains(TO), "addresses are in no log");
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
