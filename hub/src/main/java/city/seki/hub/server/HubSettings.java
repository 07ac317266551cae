package city.seki.hub.server;

import city.seki.hub.data.DataDirectory;
import city.seki.hub.feed.FeedSettings;
import city.seki.hub.notice.NoticeSettings;
import city.seki.hub.oidc.DirectorySettings;
import city.seki.hub.retention.Retention;
import java.net.InetAddress;
import java.net.URI;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * Where a hub listens, and who it is.
 *
 * @param broker an external broker, null for the embedded one
 * @param mqttPort of the embedded broker, 0 for any that is free
 * @param httpPort 0 for any that is free
 * @param coapPort 0 for any that is free
 * @param alertWebhook where alerts are posted, null for nowhere
 * @param speed how many times faster than real time the city's clock runs
 * @param authority what a hub needs that does not run open; null for one with --dev, on loopback
 * @param directory by which people sign in, null without one
 * @param homeAssistant the topic below which Home Assistant is told of seats and rooms, null for
 *     nowhere
 * @param feed the statistics system that is told of each day, null for none
 * @param retention how old a claim is when it loses its person: people are told
 * @param notices how staff are told of their reservations, null where they are not
 */
public record HubSettings(
    DataDirectory data,
    InetAddress bind,
    @Nullable URI broker,
    int mqttPort,
    int httpPort,
    int coapPort,
    @Nullable URI alertWebhook,
    double speed,
    boolean demo,
    Authority.@Nullable Settings authority,
    @Nullable DirectorySettings directory,
    @Nullable String homeAssistant,
    @Nullable FeedSettings feed,
    Period retention,
    @Nullable NoticeSettings notices) {

  /** One that tells neither a statistics system nor staff, and keeps persons for the usual time. */
  public HubSettings(
      DataDirectory data,
      InetAddress bind,
      @Nullable URI broker,
      int mqttPort,
      int httpPort,
      int coapPort,
      @Nullable URI alertWebhook,
      double speed,
      boolean demo,
      Authority.@Nullable Settings authority,
      @Nullable DirectorySettings directory,
      @Nullable String homeAssistant) {
    this(
        data,
        bind,
        broker,
        mqttPort,
        httpPort,
        coapPort,
        alertWebhook,
        speed,
        demo,
        authority,
        directory,
        homeAssistant,
        null,
        Retention.STANDARD,
        null);
  }
}
