package city.seki.edge.av.mqtt;

import city.seki.config.link.LinkDown;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.model.DeviceMapping;
import city.seki.config.model.DeviceMapping.Source;
import city.seki.edge.av.CertificatePin;
import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.Secret;
import city.seki.edge.card.Pace;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A device that speaks MQTT itself, heard at its broker. A look sums up what was heard so far in
 * the one connection, or makes a new one; a message ends the wait for the next look. It publishes
 * nothing.
 *
 * <p>What was heard in an earlier connection counts no more: the broker says again what it
 * retained, and what it did not retain may have changed meanwhile.
 */
public final class MqttDevice implements Device {
  /**
   * A dead line is noticed after twice this. CONSTRAINT: a pulled cable shows within 45 s, and then
   * come two attempts of {@link #CONNECTING} with 2 s between them: 2 · 10 + 8 + 2 + 8 = 38 s.
   */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private static final Duration CONNECTING = Duration.ofSeconds(8);

  /** What the broker retained follows the subscription at once; a look does not run ahead of it. */
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private final DeviceSpec.Mqtt spec;
  private final DeviceMapping mapping;
  private final @Nullable Secret secret;
  private final String clientId;
  private final LinkThreads threads;
  private final Pace pace;
  private final Set<String> topics;
  private MappedState state;
  private @Nullable BrokerLine line;

  /**
   * @param secret user and password at the broker; null where it asks for none
   * @param clientId that no other client of the broker has
   * @param threads of all devices of this machine
   */
  public MqttDevice(
      DeviceSpec.Mqtt spec,
      DeviceMapping mapping,
      @Nullable Secret secret,
      String clientId,
      LinkThreads threads,
      Pace pace) {
    this.spec = spec;
    this.mapping = mapping;
    this.secret = secret;
    this.clientId = clientId;
    this.threads = threads;
    this.pace = pace;
    topics = mapping.sources().stream().map(Source::topic).collect(Collectors.toUnmodifiableSet());
    state = MappedState.initial(mapping);
  }

  @Override
  public String name() {
    return spec.toString();
  }

  @Override
  public DeviceReport look() throws InterruptedException {
    if (secret != null && secret.user() == null) {
      return BrokerFault.unknown(
          "password", name(), "a broker wants a user too: write 'user:password' into its secret");
    }
    BrokerLine heard = line;
    if (heard == null || heard.down() != null) {
      heard = connected();
    }
    heard.take().forEach(message -> state = state.after(message));
    LinkDown why = heard.down();
    if (why == null && !heard.isReady()) {
      why =
          new LinkDown(
              LinkDown.Cause.TIMEOUT,
              "its broker did not answer within " + CONNECTING.toSeconds() + " s");
    }
    if (why != null) {
      close();
      return BrokerFault.report(name(), why);
    }
    return state.report(name(), pace.nanos());
  }

  /** A new connection; what became of it within the time of a look. */
  private BrokerLine connected() throws InterruptedException {
    close();
    state = MappedState.initial(mapping);
    BrokerLine opened = BrokerLine.open(settings(), topics, threads, pace);
    line = opened;
    opened.awaitReady(CONNECTING);
    if (opened.isReady()) {
      opened.awaitAllHeard(SETTLING);
    }
    return opened;
  }

  private LinkSettings settings() {
    LinkSettings settings =
        LinkSettings.to(spec.address().host(), spec.port(), clientId)
            .withTimes(KEEP_ALIVE, CONNECTING.minusSeconds(1));
    if (secret != null && secret.user() != null) {
      settings = settings.withLogin(secret.user(), secret.password());
    }
    return spec.tls()
        ? settings.withTls(CertificatePin.context(URI.create(spec.toString())))
        : settings;
  }

  @Override
  public void awaitChange(Duration most) throws InterruptedException {
    BrokerLine heard = line;
    if (heard == null) {
      pace.pause(most);
    } else {
      heard.await(most);
    }
  }

  @Override
  public Set<String> volatileDetails() {
    return MappedState.FLEETING;
  }

  @Override
  public void close() {
    BrokerLine open = line;
    line = null;
    if (open != null) {
      open.close();
    }
  }
}
