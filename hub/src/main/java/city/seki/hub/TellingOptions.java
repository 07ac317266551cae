package city.seki.hub;

import city.seki.hub.feed.FeedSettings;
import city.seki.hub.homeassistant.Discovery;
import city.seki.hub.notice.NoticeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whom a hub tells of what happens, beside its units and pages. */
final class TellingOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--home-assistant",
      arity = "0..1",
      fallbackValue = Discovery.PREFIX,
      paramLabel = "PREFIX",
      description =
          "Tell Home Assistant of seats and rooms by MQTT discovery, below PREFIX (if not given:"
              + " homeassistant). It reads an external broker; the embedded one lets it in with"
              + " --dev only.")
  private @Nullable String homeAssistant;

  @Option(
      names = "--alert-webhook",
      paramLabel = "URL",
      description =
          "Post alerts to a chat room, as its incoming webhook takes them:"
              + " {\"text\": …} by HTTPS, or by HTTP on this machine.")
  private @Nullable URI alertWebhook;

  @Option(
      names = "--feed-url",
      paramLabel = "URL",
      description =
          "Tell the statistics system the figures of each day that is over, without persons, and"
              + " again when they were corrected: by HTTPS, or by HTTP on this machine.")
  private @Nullable URI feedUrl;

  @Option(
      names = "--feed-token-file",
      paramLabel = "FILE",
      description = "The bearer token for the statistics system.")
  private @Nullable Path feedTokenFile;

  @Option(
      names = "--notices",
      paramLabel = "FILE",
      description =
          "Tell members of staff who want it of their reservations, by the mail server and the"
              + " chats that this YAML file describes.")
  private @Nullable Path notices;

  /** The topic below which Home Assistant looks. */
  @Nullable String homeAssistant() {
    String prefix = homeAssistant;
    // Not among Seki's own topics, where it would be taken for one of a unit.
    if (prefix != null && !prefix.matches("(?!seki(/|$))[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")) {
      throw wrong("--home-assistant: expected a topic without wildcards, not of seki/");
    }
    return prefix;
  }

  /** Where alerts are posted. */
  @Nullable URI alertWebhook() {
    URI url = alertWebhook;
    if (url != null && (url.getHost() == null || !FeedAddress.isProtected(url))) {
      throw wrong(
          "--alert-webhook: expected https://HOST/PATH, or http on 127.0.0.1: the address is the"
              + " chat room's secret");
    }
    return url;
  }

  @Nullable FeedSettings feed() {
    URI url = feedUrl;
    if (url == null) {
      if (feedTokenFile != null) {
        throw wrong("--feed-token-file: needs --feed-url");
      }
      return null;
    }
    if (!FeedAddress.isProtected(url)) {
      throw wrong("--feed-url: expected https://HOST/PATH, or http on 127.0.0.1");
    }
    return new FeedSettings(url, FeedAddress.token(feedTokenFile, "--feed-token-file"));
  }

  /**
   * How staff are told.
   *
   * @param page where browsers reach the hub, null where nobody said so
   */
  @Nullable NoticeSettings notices(@Nullable String page) throws IOException {
    return notices == null ? null : NoticeSettings.read(notices, page);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
