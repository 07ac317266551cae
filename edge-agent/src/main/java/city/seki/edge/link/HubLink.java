package city.seki.edge.link;

import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkMessage;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.config.link.Published;
import city.seki.config.wire.CommandResultMessage;
import city.seki.config.wire.DeviceMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.PresenceMessage;
import city.seki.config.wire.StatusMessage;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.Link;
import city.seki.edge.journal.Entry;
import city.seki.edge.piece.PieceSource;
import city.seki.edge.snapshot.DocumentCheck;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The link of one unit to the hub, over whichever broker stands between.
 *
 * <p>Birth and last will are the retained status. The session is clean at every connect: what the
 * hub said meanwhile was said to nobody, and what the unit owes it says again by itself.
 */
public final class HubLink implements Link, AutoCloseable {
  private static final byte[] HEALTH = "health".getBytes(StandardCharsets.US_ASCII);

  private final Run run;
  private final String unit;
  private final String tapTopic;
  private final String decisionTopic;
  private final String healthTopic;
  private final String pongTopic;
  private final String presenceTopic;
  private final String deviceTopic;
  private final MqttPieces pieces;
  private final String resultTopic;
  private final MqttSession session;
  private volatile @Nullable String config;

  /**
   * One run of the agent of one unit, as its status tells it.
   *
   * @param config version of its configuration, null for that of the start document
   */
  public record Run(String unit, String boot, String version, @Nullable String config) {}

  /**
   * What else is heard of the hub, on threads of the link.
   *
   * @param own further channels of the unit
   * @param told filters of what the hub publishes for all
   * @param published hears that
   */
  public record Ears(
      Map<Channel, Consumer<Arrived>> own, List<String> told, Consumer<Arrived> published) {
    public Ears {
      own = Map.copyOf(own);
      told = List.copyOf(told);
    }
  }

  /**
   * Nothing happens before {@link #start}.
   *
   * @param hub host, port and sockets; client id, topics and will are set here
   * @param documents knows what to believe of the hub's documents
   * @param random for the jitter between attempts; thread-safe or of this link alone
   * @param events hears what the hub says and how the link is, on threads of the link
   * @param ears hear more of the hub, on the same threads
   */
  public HubLink(
      Run run,
      LinkSettings hub,
      DocumentCheck documents,
      RandomGenerator random,
      LinkThreads threads,
      Consumer<AgentEvent> events,
      Ears ears) {
    this.run = run;
    unit = run.unit();
    tapTopic = Topics.unit(unit, Channel.TAP);
    decisionTopic = Topics.unit(unit, Channel.DECISION);
    healthTopic = Topics.unit(unit, Channel.HEALTH);
    pongTopic = Topics.unit(unit, Channel.PONG);
    presenceTopic = Topics.unit(unit, Channel.PRESENCE);
    deviceTopic = Topics.unit(unit, Channel.DEVICE);
    pieces = new MqttPieces(unit, this::publish);
    resultTopic = Topics.unit(unit, Channel.COMMAND_RESULT);
    config = run.config();
    String commandTopic = Topics.unit(unit, Channel.COMMAND);
    List<String> heard =
        List.of(
            decisionTopic,
            commandTopic,
            pongTopic,
            pieces.topic(),
            Topics.unit(unit, Channel.SNAPSHOT),
            Topics.unit(unit, Channel.SNAPSHOT_PEOPLE));
    LinkSettings settings =
        hub.withSubscriptions(
                Stream.of(
                        heard, ears.own().keySet().stream().map(this::topic).toList(), ears.told())
                    .flatMap(List::stream)
                    .toArray(String[]::new))
            .withWillAndBirth(
                status(StatusMessage.State.OFFLINE), () -> status(StatusMessage.State.ONLINE));
    session =
        new MqttSession(
            settings,
            Backoff.STANDARD,
            random,
            threads,
            new Listener(
                new Hearing(unit, documents),
                pieces,
                events,
                earsByTopic(ears.own()),
                ears.published()));
  }

  private String topic(Channel channel) {
    return Topics.unit(unit, channel);
  }

  private Map<String, Consumer<Arrived>> earsByTopic(Map<Channel, Consumer<Arrived>> ears) {
    Map<String, Consumer<Arrived>> byTopic = new HashMap<>();
    ears.forEach((channel, ear) -> byTopic.put(topic(channel), ear));
    return Map.copyOf(byTopic);
  }

  private LinkMessage status(StatusMessage.State state) {
    return LinkMessage.retained(
        topic(Channel.STATUS),
        new StatusMessage(state, run.boot(), run.version(), config).toJson());
  }

  /** What runs has that version from now on. */
  public void runs(@Nullable String version) {
    config = version;
    publish(status(StatusMessage.State.ONLINE));
  }

  /** Says something on a channel of the unit's own. */
  public void tell(Channel channel, byte[] json) {
    publish(
        channel.isRetained()
            ? LinkMessage.retained(topic(channel), json)
            : LinkMessage.of(topic(channel), json));
  }

  /** Begins to connect; call it once. */
  public void start() {
    session.start();
  }

  @Override
  public void deliver(Entry tap, boolean amended) {
    byte[] name = new TapName(tap.boot(), tap.seq(), amended).correlation();
    publish(new LinkMessage(tapTopic, tap.payload(), false, decisionTopic, name));
  }

  @Override
  public void tellHealth(HealthMessage health) {
    publish(new LinkMessage(healthTopic, health.toJson(), false, pongTopic, HEALTH));
  }

  /** Tells what is believed of a seat or room. */
  public void tell(PresenceMessage presence) {
    publish(LinkMessage.of(presenceTopic, presence.toJson()));
  }

  /** Tells how a device is. */
  public void tell(DeviceMessage device) {
    publish(LinkMessage.of(deviceTopic, device.toJson()));
  }

  /** Tells what became of an order. */
  public void tell(CommandResultMessage answer) {
    publish(LinkMessage.of(resultTopic, answer.toJson()));
  }

  /** What becomes of a message is the hub's to answer; only what can never arrive is told. */
  private void publish(LinkMessage message) {
    var _ =
        session
            .publish(message)
            .thenAccept(
                fate -> {
                  if (fate == Published.REFUSED || fate == Published.TOO_LARGE) {
                    Logger.warn(
                        "{}: the broker does not take {} ({}): check its access rules and its"
                            + " maximum packet size",
                        unit,
                        message.topic(),
                        fate);
                  }
                });
  }

  /** Software and large configurations, by this link. */
  public PieceSource pieces() {
    return pieces;
  }

  @Override
  public void reconnect(String reason) {
    session.forceReconnect(reason);
  }

  /** Says offline and disconnects; takes two seconds at most. */
  @Override
  public void close() {
    session.close();
  }

  private record Listener(
      Hearing hearing,
      MqttPieces pieces,
      Consumer<AgentEvent> events,
      Map<String, Consumer<Arrived>> ears,
      Consumer<Arrived> published)
      implements LinkListener {
    @Override
    public void up(LinkFacts facts) {
      events.accept(new AgentEvent.LinkUp());
    }

    @Override
    public void down(String reason) {
      events.accept(new AgentEvent.LinkDown(reason));
    }

    @Override
    public void arrived(Arrived message) {
      if (message.topic().equals(pieces.topic())) {
        pieces.heard(message);
        return;
      }
      if (Topics.parse(message.topic()) == null) {
        published.accept(message);
        return;
      }
      Consumer<Arrived> ear = ears.get(message.topic());
      if (ear != null) {
        ear.accept(message);
      }
      AgentEvent event =
          hearing.understand(message.topic(), message.payload(), message.correlation());
      if (event != null) {
        events.accept(event);
      }
    }
  }
}
