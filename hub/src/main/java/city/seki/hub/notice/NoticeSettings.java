package city.seki.hub.notice;

import city.seki.config.source.NoticesFile;
import city.seki.config.source.NoticesFile.Mail;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.hub.data.DataException;
import city.seki.provisioning.secret.Passphrase;
import city.seki.provisioning.tls.Authorities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * By what staff can be told, and where it may go.
 *
 * @param mail null where no mail is sent
 * @param password of the user at the mail server, null where it asks for none
 * @param trusted makes connections to the mail server, null for authorities that Java knows
 * @param chatHosts HOST or HOST:PORT in lower case
 * @param page where browsers reach this hub, without a slash at the end; null where nobody said so
 */
public record NoticeSettings(
    @Nullable Mail mail,
    @Nullable String password,
    @Nullable SSLSocketFactory trusted,
    List<String> chatHosts,
    @Nullable String page) {
  public NoticeSettings {
    chatHosts = List.copyOf(chatHosts);
  }

  /**
   * Reads the file of {@code serve --notices}.
   *
   * @throws DataException with every problem of the file
   * @throws IOException if the password or the authority cannot be read
   */
  public static NoticeSettings read(Path file, @Nullable String page) throws IOException {
    NoticesFile.Content content =
        switch (NoticesFile.read(file)) {
          case Reading.Loaded<NoticesFile.Content> loaded -> loaded.value();
          case Reading.Rejected<NoticesFile.Content> rejected ->
              throw new DataException(
                  rejected.problems().stream()
                      .map(Problem::toString)
                      .collect(Collectors.joining("; ")));
        };
    Mail mail = content.mail();
    Path password = mail == null ? null : mail.passwordFile();
    Path authority = mail == null ? null : mail.caFile();
    return new NoticeSettings(
        mail,
        password == null ? null : secret(password),
        authority == null ? null : Authorities.of(authority).getSocketFactory(),
        content.chatHosts(),
        page);
  }

  private static String secret(Path file) throws IOException {
    try (Passphrase line = Passphrase.readPassword(file)) {
      return line.lend(String::new);
    }
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "NoticeSettings[" + (mail == null ? "no mail" : mail.server()) + ", " + chatHosts + "]";
  }
}
