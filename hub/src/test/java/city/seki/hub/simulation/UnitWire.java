package city.seki.hub.simulation;

import city.seki.config.link.LinkMessage;
import city.seki.config.model.Unit;
import city.seki.config.rules.TapId;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.StatusMessage;
import city.seki.config.wire.TapMessage;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.Link;
import city.seki.edge.journal.Entry;
import city.seki.edge.link.Hearing;
import city.seki.edge.snapshot.DocumentCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The link of one run of a unit's agent: the very messages, topics and session of {@code
 * edge.link.HubLink}.
 */
final class UnitWire implements Link, Client.Listener {
  private final CityRun city;
  private final String unit;
  private final JournalDisk journal;
  private final RandomGenerator random;
  private final Consumer<AgentEvent> events;
  private final Hearing hearing;
  private final Hearing trusting;
  private final Client client;

  /**
   * @param place which unit it is
   * @param check knows what to believe of the hub's documents
   * @param journal which only a planted bug touches
   * @param events hears what the hub says and how the link is
   */
  UnitWire(
      CityRun city,
      Unit place,
      String boot,
      DocumentCheck check,
      JournalDisk journal,
      RandomGenerator random,
      Consumer<AgentEvent> events) {
    this.city = city;
    this.unit = place.id();
    this.journal = journal;
    this.random = random;
    this.events = events;
    hearing = new Hearing(unit, check);
    trusting = new Hearing(unit, new DocumentCheck(place.office(), null));
    Broker.Hello hello =
        new Broker.Hello(
            unit,
            true,
            List.of(
                topic(Channel.DECISION),
                topic(Channel.COMMAND),
                topic(Channel.PONG),
                topic(Channel.SNAPSHOT),
                topic(Channel.SNAPSHOT_PEOPLE)),
            status(boot, StatusMessage.State.OFFLINE));
    client = new Client(city, unit, hello, status(boot, StatusMessage.State.ONLINE), random, this);
  }

  private LinkMessage status(String boot, StatusMessage.State state) {
    return LinkMessage.retained(
        topic(Channel.STATUS), new StatusMessage(state, boot, "1", null).toJson());
  }

  private String topic(Channel channel) {
    return Topics.unit(unit, channel);
  }

  void connect() {
    client.connect();
  }

  void die(boolean power) {
    client.die(power);
  }

  // What the agent says

  @Override
  public void deliver(Entry tap, boolean amended) {
    String name = tap.boot() + ":" + tap.seq() + (amended ? "+" : "");
    city.tell(() -> unit + " sends " + name);
    TapMessage told = read(tap);
    city.facts().sent(new TapId(unit, tap.boot(), tap.seq()), told);
    byte[] payload =
        city.planted() == Planted.TOLD_IS_NOT_DELIVERED ? untold(told).toJson() : tap.payload();
    LinkMessage message =
        new LinkMessage(
            topic(Channel.TAP),
            payload,
            false,
            topic(Channel.DECISION),
            name.getBytes(StandardCharsets.US_ASCII));
    boolean waits = city.planted() == Planted.LINK_OVERTAKES && random.nextInt(10) == 0;
    if (waits) {
      city.time().after(400, () -> client.publish(message));
    } else {
      client.publish(message);
    }
  }

  private static TapMessage read(Entry tap) {
    try {
      return TapMessage.parse(tap.payload());
    } catch (BadMessage e) {
      throw new IllegalStateException("the agent writes what it can read", e);
    }
  }

  private static TapMessage untold(TapMessage tap) {
    return new TapMessage(
        tap.boot(),
        tap.seq(),
        tap.reader(),
        tap.card(),
        tap.tech(),
        tap.at(),
        tap.monoMs(),
        tap.clock(),
        tap.atErrorMs(),
        null);
  }

  @Override
  public void tellHealth(HealthMessage health) {
    client.publish(
        new LinkMessage(
            topic(Channel.HEALTH),
            health.toJson(),
            false,
            topic(Channel.PONG),
            "health".getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public void reconnect(String reason) {
    city.time().after(0, () -> client.reconnect(reason));
  }

  // What it hears

  @Override
  public void up() {
    city.tell(() -> unit + " is connected");
    events.accept(new AgentEvent.LinkUp());
  }

  @Override
  public void down(String reason) {
    city.tell(() -> unit + " lost the broker: " + reason);
    events.accept(new AgentEvent.LinkDown(reason));
  }

  @Override
  public void arrived(LinkMessage message, boolean retained, long delivery, Line line) {
    AgentEvent event =
        city.believed()
            .event(
                message.payload(), () -> heard(hearing, message), () -> heard(trusting, message));
    if (event != null) {
      events.accept(event);
    }
  }

  private static @Nullable AgentEvent heard(Hearing by, LinkMessage message) {
    return by.understand(message.topic(), message.payload(), message.correlation());
  }

  @Override
  public void confirmed(LinkMessage message) {
    if (city.planted() == Planted.JOURNAL_TRUSTS_THE_BROKER
        && message.topic().equals(topic(Channel.TAP))
        && message.correlation() != null) {
      String name = new String(message.correlation(), StandardCharsets.US_ASCII);
      int colon = name.indexOf(':');
      String seq = name.substring(colon + 1).replace("+", "");
      journal.forget(name.substring(0, colon), Long.parseLong(seq));
      city.promises().noAnsweredTapIsLost();
    }
  }
}
