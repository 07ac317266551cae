package city.seki.hub.notice;

import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.source.Loopback;
import city.seki.config.source.NoticesFile;
import city.seki.hub.data.DataException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a person can ask for: to be told, where, and no more. One address each; where it may go, the
 * city says.
 */
public final class Notices implements AutoCloseable {
  /** Whoever changes one's mind more often waits: each change sends something. */
  private static final Duration BETWEEN_CHANGES = Duration.ofMinutes(1);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LONGEST = 500;

  /** Why that is not taken. */
  public enum Refusal {
    NOT_OFFERED,
    NOT_OF_THE_CITY,
    NO_ADDRESS,
    TOO_SOON;

    public String word() {
      return "notice-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final NoticeSettings settings;
  private final NoticeStore store;
  private final NoticeLoop loop;

  private Notices(NoticeSettings settings, NoticeStore store, NoticeLoop loop) {
    this.settings = settings;
    this.store = store;
    this.loop = loop;
  }

  /**
   * Opens them; nothing is told before {@link #start}.
   *
   * @param state of the seats, asked for from then on
   * @param isMember whether somebody of that pseudonym is in the roster
   * @throws DataException if the file cannot be used
   */
  public static Notices open(
      NoticeSettings settings,
      Path file,
      Supplier<Seating> state,
      Predicate<String> isMember,
      Supplier<Instant> cityClock,
      InstantSource clock,
      RandomGenerator random) {
    Map<Channel, Sender> senders = new EnumMap<>(Channel.class);
    NoticesFile.Mail mail = settings.mail();
    if (mail != null) {
      senders.put(
          Channel.MAIL,
          new MailSender(mail, settings.password(), settings.trusted(), TIMEOUT, clock, random));
    }
    if (!settings.chatHosts().isEmpty()) {
      senders.put(Channel.CHAT, new ChatSender(TIMEOUT));
    }
    NoticeStore store = NoticeStore.open(file);
    return new Notices(
        settings,
        store,
        new NoticeLoop(store, senders, state, isMember, cityClock, clock, settings.page()));
  }

  /** How everything was before the first event that {@link #changed} is told. */
  public void resume(Seating before) {
    loop.resume(before);
  }

  /** From now on people are told. */
  public void start() {
    loop.start();
  }

  /** Domains of mail addresses; none where no mail is sent. */
  public List<String> domains() {
    NoticesFile.Mail mail = settings.mail();
    return mail == null ? List.of() : mail.domains();
  }

  /** Hosts of chats. */
  public List<String> chatHosts() {
    return settings.chatHosts();
  }

  /** What that person wants, null for nothing. */
  public @Nullable Wanted wanted(String person) {
    return store.wanted(person);
  }

  /**
   * Tells that person from now on, and now that it does.
   *
   * @param language {@code ja} or {@code en}
   * @return null if that is so, else why it stays as it was
   */
  public @Nullable Refusal want(
      String person, Channel channel, String to, String language, Instant now) {
    Refusal refusal = refusal(channel, to);
    if (refusal != null) {
      return refusal;
    }
    Wanted before = store.wanted(person);
    if (before != null && now.isBefore(before.since().plus(BETWEEN_CHANGES))) {
      return Refusal.TOO_SOON;
    }
    store.put(new Wanted(person, channel, to, language, now, null));
    loop.begun(person);
    return null;
  }

  private @Nullable Refusal refusal(Channel channel, String to) {
    return switch (channel) {
      case MAIL ->
          domains().isEmpty()
              ? Refusal.NOT_OFFERED
              : NoticesFile.isAddress(to, domains()) ? null : Refusal.NOT_OF_THE_CITY;
      case CHAT -> settings.chatHosts().isEmpty() ? Refusal.NOT_OFFERED : chatRefusal(to);
    };
  }

  /** By TLS, or on this machine: the address is the chat's secret. */
  private @Nullable Refusal chatRefusal(String to) {
    URI address;
    try {
      address = new URI(to);
    } catch (URISyntaxException e) {
      return Refusal.NO_ADDRESS;
    }
    String host = address.getHost();
    boolean safe =
        "https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && Loopback.isHost(host));
    if (host == null || !safe || address.getRawUserInfo() != null || to.length() > LONGEST) {
      return Refusal.NO_ADDRESS;
    }
    return settings.chatHosts().contains(address.getAuthority().toLowerCase(Locale.ROOT))
        ? null
        : Refusal.NOT_OF_THE_CITY;
  }

  /** That person is told no more, and the address is forgotten. */
  public void end(String person) {
    store.delete(person);
  }

  /** On the allocation's thread, after every commit; what is to be told is told beside. */
  public void changed(List<Event> events, Seating now) {
    loop.changed(events, now);
  }

  @Override
  public void close() {
    loop.close();
  }
}
