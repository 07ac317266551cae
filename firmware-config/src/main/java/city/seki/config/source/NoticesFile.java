package city.seki.config.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The YAML file that says how members of staff can be told of their reservations. */
public final class NoticesFile {
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(?::[0-9]{1,5})?");

  /** What the part before the {@code @} of an address may be: what all mail programs take. */
  private static final Pattern LOCAL_PART = Pattern.compile("[A-Za-z0-9._%+-]{1,64}");

  private NoticesFile() {}

  /**
   * What it says.
   *
   * @param mail null where no mail is sent
   * @param chatHosts HOST or HOST:PORT in lower case
   */
  public record Content(@Nullable Mail mail, List<String> chatHosts) {
    public Content {
      chatHosts = List.copyOf(chatHosts);
    }
  }

  /**
   * A mail server.
   *
   * @param server {@code smtps} with TLS from the first byte (RFC 8314), or {@code smtp} with
   *     STARTTLS (RFC 3207), plain only on this machine; with its port
   * @param domains of the addresses to which mails may go, in lower case
   * @param user null for a server that asks for none
   * @param caFile PEM of the authority that its certificate comes from, null for one that Java
   *     knows
   */
  public record Mail(
      URI server,
      String from,
      List<String> domains,
      @Nullable String user,
      @Nullable Path passwordFile,
      @Nullable Path caFile) {
    public Mail {
      domains = List.copyOf(domains);
    }

    /** Whether it is on this machine, where nobody listens on the way. */
    public boolean isHere() {
      return Loopback.isHost(server.getHost());
    }
  }

  public static Reading<Content> read(Path file) {
    return new YamlFile<>(Shape.NOTICES_FILE, block -> content(file, block)).read(file);
  }

  /**
   * Whether a mail can go there: one address, nothing else, of one of those domains.
   *
   * @param domains in lower case
   */
  public static boolean isAddress(String address, List<String> domains) {
    int at = address.indexOf('@');
    return at > 0
        && LOCAL_PART.matcher(address.substring(0, at)).matches()
        && domains.contains(address.substring(at + 1).toLowerCase(Locale.ROOT));
  }

  private static @Nullable Content content(Path file, Block block) {
    Block mail = block.block("mail", Shape.MAIL);
    List<String> hosts = texts(block.items("chat_hosts"), HOST, "HOST or HOST:PORT");
    if (mail == null && block.get("mail") == null && hosts.isEmpty()) {
      block.problem("nobody can be told anything: write mail, chat_hosts or both");
    }
    return new Content(mail == null ? null : mail(file, mail), hosts);
  }

  private static @Nullable Mail mail(Path file, Block block) {
    String text = block.text("server");
    URI server = text == null ? null : server(text);
    if (text != null && server == null) {
      block.problem("server", "expected smtps://HOST:465 or smtp://HOST:587, found " + text);
    }
    String from = block.text("from");
    if (from != null && !isAddress(from, List.of(domain(from)))) {
      block.problem("from", "expected an address such as seki@example.city, found " + from);
    }
    List<String> domains = texts(block.items("domains"), DOMAIN, "a domain such as example.city");
    String user = block.text("user");
    Path password = FilePlaces.beside(file, block.text("password_file"));
    if ((user == null) != (password == null)) {
      block.problem("user and password_file belong together: write both or none");
    }
    return server == null || from == null
        ? null
        : new Mail(
            server, from, domains, user, password, FilePlaces.beside(file, block.text("ca_file")));
  }

  private static String domain(String address) {
    return address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  private static List<String> texts(List<Value> values, Pattern form, String expected) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      String text = value.text();
      String small = text == null ? "" : text.toLowerCase(Locale.ROOT);
      if (text != null && form.matcher(small).matches()) {
        texts.add(small);
      } else if (text != null) {
        value.problem("expected " + expected + ", found " + text);
      }
    }
    return texts;
  }

  private static @Nullable URI server(String text) {
    try {
      URI server = new URI(text);
      boolean known = "smtps".equals(server.getScheme()) || "smtp".equals(server.getScheme());
      return known
              && server.getHost() != null
              && server.getPort() > 0
              && server.getRawUserInfo() == null
              && (server.getRawPath().isEmpty() || server.getRawPath().equals("/"))
          ? server
          : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
