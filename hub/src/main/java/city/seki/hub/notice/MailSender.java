package city.seki.hub.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.source.NoticesFile;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.Properties;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to the city's server (RFC 5321), by TLS with a certificate that is looked at (RFC
 * 8314), plain only on this machine. They say that a program wrote them, so that no other program
 * answers (RFC 3834).
 */
final class MailSender implements Sender {
  private static final int NAME_BYTES = 12;
  private static final int PERMANENT = 5;

  private final NoticesFile.Mail server;
  private final @Nullable String password;
  private final Session session;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param password null for a server that asks for none
   * @param trusted makes the connections, null for authorities that Java knows
   */
  MailSender(
      NoticesFile.Mail server,
      @Nullable String password,
      @Nullable SSLSocketFactory trusted,
      Duration timeout,
      InstantSource clock,
      RandomGenerator random) {
    this.server = server;
    this.password = password;
    this.clock = clock;
    this.random = random;
    session = Session.getInstance(properties(server, trusted, timeout));
  }

  private static Properties properties(
      NoticesFile.Mail server, @Nullable SSLSocketFactory trusted, Duration timeout) {
    Properties p = new Properties();
    String millis = Long.toString(timeout.toMillis());
    boolean atOnce = "smtps".equals(server.server().getScheme());
    p.setProperty("mail.smtp.host", server.server().getHost());
    p.setProperty("mail.smtp.port", Integer.toString(server.server().getPort()));
    p.setProperty("mail.smtp.connectiontimeout", millis);
    p.setProperty("mail.smtp.timeout", millis);
    p.setProperty("mail.smtp.writetimeout", millis);
    p.setProperty("mail.smtp.from", server.from());
    p.setProperty("mail.smtp.auth", Boolean.toString(server.user() != null));
    p.setProperty("mail.smtp.ssl.enable", Boolean.toString(atOnce));
    p.setProperty("mail.smtp.starttls.enable", Boolean.toString(!atOnce));
    p.setProperty("mail.smtp.starttls.required", Boolean.toString(!atOnce && !server.isHere()));
    p.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    p.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    if (trusted != null) {
      p.put("mail.smtp.ssl.socketFactory", trusted);
    }
    return p;
  }

  @Override
  public Answer send(String to, Notice notice) {
    try {
      MimeMessage mail = new Named(session);
      mail.setFrom(new InternetAddress(server.from()));
      mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
      mail.setSubject(notice.subject(), UTF_8.name());
      mail.setText(notice.text(), UTF_8.name());
      mail.setSentDate(Date.from(clock.instant()));
      mail.setHeader("Auto-Submitted", "auto-generated");
      mail.saveChanges();
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect(server.user(), password);
        transport.sendMessage(mail, mail.getAllRecipients());
      }
      return new Taken();
    } catch (AuthenticationFailedException e) {
      return new Later("the mail server does not let the hub's user in");
    } catch (MessagingException e) {
      return refused(e);
    }
  }

  /** What the server said of the address is in the exceptions below the one that was thrown. */
  private static Answer refused(MessagingException thrown) {
    for (Exception e = thrown; e instanceof MessagingException m; e = m.getNextException()) {
      int code =
          switch (m) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> 0;
          };
      if (code / 100 == PERMANENT) {
        return new Refused("the mail server says " + code);
      }
    }
    return new Later(
        thrown instanceof SendFailedException
            ? "the mail server does not take it now"
            : thrown.getClass().getSimpleName());
  }

  @Override
  public String group(String to) {
    return "mail";
  }

  /** Its name says nothing of the machine and of who runs the hub there. */
  private final class Named extends MimeMessage {
    Named(Session session) {
      super(session);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      byte[] bits = new byte[NAME_BYTES];
      random.nextBytes(bits);
      String domain = server.from().substring(server.from().indexOf('@') + 1);
      setHeader("Message-ID", "<" + HexFormat.of().formatHex(bits) + "@" + domain + ">");
    }
  }
}
