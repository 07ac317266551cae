package city.seki.hub.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.link.LinkMessage;
import city.seki.config.model.City;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.TapId;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.CommandResultMessage;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.PieceWantMessage;
import city.seki.config.wire.PongMessage;
import city.seki.config.wire.ReportedMessage;
import city.seki.config.wire.StatusMessage;
import city.seki.config.wire.TapMessage;
import city.seki.config.wire.Topics;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.allocation.Allocation;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.rollout.UnitReports;
import city.seki.hub.room.LiveRooms;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From a unit's message to a command, and from the decision back to a message. Whatever comes, it
 * stops nothing: what cannot be understood is answered where an answer is wanted, and kept in the
 * {@link Quarantine}.
 *
 * <p>A message is acknowledged to the broker when what it led to is on disk, so that a broker with
 * a memory of its own delivers it again if the hub dies before.
 */
public final class Ingress {
  /** A clock that is further ahead than this is wrong: the time of arrival counts instead. */
  static final Duration AHEAD = Duration.ofMinutes(2);

  /** A unit keeps taps for 30 days (product.md §6); what claims to be older has a wrong clock. */
  static final Duration BEHIND = Duration.ofDays(35);

  /** No message of a unit is larger, in bytes; the embedded broker lets none through. */
  static final int LARGEST = 64 * 1024;

  private final Allocation allocation;
  private final Fleet fleet;
  private final Supplier<Instant> clock;
  private final Quarantine quarantine;
  private final Alerts alerts;
  private final Outbox outbox;
  private final Sensed sensed;
  private final Wants wants;
  private final UnitReports reports;

  /**
   * A message as it came.
   *
   * @param retained whether the broker had kept it: it tells how things were, not that they
   *     happened
   * @param responseTopic where the sender wants the answer
   * @param correlation what the sender wants to see in the answer
   * @param done tells the broker that it need not deliver the message again
   */
  @SuppressWarnings("ArrayRecordComponent") // thousands a second, never compared
  public record Mail(
      String topic,
      byte[] payload,
      boolean retained,
      @Nullable String responseTopic,
      byte @Nullable [] correlation,
      Runnable done) {}

  /** Where answers go: it waits for nothing, and sends when the link lets it. */
  @FunctionalInterface
  public interface Outbox {
    void send(LinkMessage message);
  }

  /** Where units ask for pieces; it waits for nothing. */
  @FunctionalInterface
  public interface Wants {
    void ask(String unit, PieceWantMessage want);
  }

  public Ingress(
      Allocation allocation,
      Fleet fleet,
      Supplier<Instant> clock,
      Quarantine quarantine,
      Alerts alerts,
      Outbox outbox,
      LiveRooms rooms,
      Wants wants,
      UnitReports reports) {
    this.wants = wants;
    this.allocation = allocation;
    this.fleet = fleet;
    this.clock = clock;
    this.quarantine = quarantine;
    this.alerts = alerts;
    this.outbox = outbox;
    this.reports = reports;
    this.sensed = new Sensed(allocation, fleet, clock, quarantine, rooms);
  }

  /**
   * Takes one message; waits while the allocation's queue is full, which holds the broker back.
   *
   * @throws InterruptedException if the hub is ending
   */
  public void take(Mail message) throws InterruptedException {
    Topics.UnitTopic topic = Topics.parse(message.topic());
    if (topic == null) {
      reject(message, null, null, "not a topic of a unit");
      return;
    }
    if (message.payload().length > LARGEST) {
      reject(message, null, null, "more than " + LARGEST + " bytes");
      return;
    }
    try {
      switch (topic.channel()) {
        case TAP -> tap(topic.unit(), message);
        case STATUS -> status(topic.unit(), message);
        case HEALTH -> health(topic.unit(), message);
        case PRESENCE -> sensed.presence(topic.unit(), message);
        case DEVICE -> sensed.device(topic.unit(), message);
        case PIECE_WANT -> want(topic.unit(), message);
        case COMMAND_RESULT -> result(topic.unit(), message);
        case CONFIG_REPORTED -> reported(topic.unit(), message);
        default -> message.done().run();
      }
    } catch (BadMessage e) {
      reject(message, null, null, String.valueOf(e.getMessage()));
    }
  }

  private void tap(String unit, Mail message) throws BadMessage, InterruptedException {
    TapMessage tap = TapMessage.parse(message.payload());
    City city = allocation.state().city();
    Unit known = city.units().get(unit);
    String complaint = misplaced(city, unit, known, tap.reader());
    if (known == null || complaint != null) {
      reject(message, tap.boot(), tap.seq(), String.valueOf(complaint));
      return;
    }
    Instant now = clock.get();
    fleet.heard(unit, now);
    if (fleet.held(unit) != null) {
      // Unanswered it stays in its unit's journal until it is known whose it is.
      message.done().run();
      return;
    }
    boolean anyTime = tap.atErrorMs() > BEHIND.toMillis();
    Instant at = believed(unit, message, tap.at(), anyTime ? ClockState.UNSET : tap.clock(), now);
    Answer told = tap.provisional() == null ? null : tap.provisional().answer(known.office());
    boolean unseen = at.plus(Command.Tap.SEEN).isBefore(now);
    TapId id = new TapId(unit, tap.boot(), tap.seq());
    allocation.submit(
        new Command.Tap(id, known.office(), tap.reader(), tap.cardRef(), at, told, unseen),
        decision -> answer(message, tap, decision, city));
  }

  /** What is wrong with a tap at that reader of that unit, null if nothing is. */
  private static @Nullable String misplaced(
      City city, String id, @Nullable Unit unit, ReaderName reader) {
    if (unit == null) {
      return "unknown unit '" + id + "': add it to the city's file and import that";
    }
    if (unit.readers().stream().noneMatch(wiring -> wiring.name().equals(reader))) {
      return "unit '" + id + "' has no reader " + reader + " in the city's file";
    }
    return SeatRules.isPlace(city, unit.office(), reader)
        ? null
        : "office '" + unit.office() + "' has no seat for reader " + reader;
  }

  /**
   * The moment that counts for a tap: the one at which the card was seen, unless the unit's clock
   * cannot be right.
   */
  private Instant believed(
      String unit, Mail message, OffsetDateTime told, ClockState state, Instant now) {
    Instant at = told.toInstant().truncatedTo(ChronoUnit.MILLIS);
    if (state == ClockState.UNSET) {
      return now;
    }
    if (at.isAfter(now.plus(AHEAD)) || at.isBefore(now.minus(BEHIND))) {
      quarantine.add(
          now,
          message.topic(),
          "$.at: the clock of unit '%s' says %s, it is %s: set its time; the tap was decided by its arrival"
              .formatted(unit, at, now),
          message.payload());
      return now;
    }
    return at;
  }

  private void answer(Mail message, TapMessage tap, Decision decision, City city) {
    message.done().run();
    if (decision instanceof Decision.Answered answered) {
      Topics.UnitTopic from = Topics.parse(message.topic());
      if (from != null) {
        fleet.tapped(from.unit(), tap.boot(), tap.seq());
      }
      reply(message, DecisionMessage.of(tap.boot(), tap.seq(), answered.answer(), city.timeZone()));
    }
  }

  private void status(String unit, Mail message) throws BadMessage {
    if (message.payload().length == 0) {
      message.done().run(); // the hub itself made the broker forget it
      return;
    }
    StatusMessage status = StatusMessage.parse(message.payload());
    message.done().run();
    City city = allocation.state().city();
    if (!city.units().containsKey(unit)) {
      forget(unit, city);
    } else if (!message.retained()) {
      fleet.status(unit, clock.get(), status);
    }
  }

  /** What the broker keeps of a unit that is no more; a hub without a city knows of none. */
  private void forget(String unit, City city) {
    if (!city.units().isEmpty()) {
      for (Topics.Channel channel : Topics.Channel.values()) {
        if (channel.isRetained()) {
          outbox.send(LinkMessage.retained(Topics.unit(unit, channel), new byte[0]));
        }
      }
    }
  }

  private void health(String unit, Mail message) throws BadMessage {
    HealthMessage health = HealthMessage.parse(message.payload());
    message.done().run();
    if (allocation.state().city().units().containsKey(unit)) {
      fleet.health(unit, clock.get(), health);
    }
    if (message.responseTopic() != null) {
      City city = allocation.state().city();
      PongMessage pong = new PongMessage(clock.get().atZone(city.timeZone()).toOffsetDateTime());
      send(message, unit, Topics.unit(unit, Topics.Channel.PONG), pong.toJson());
    }
  }

  private void want(String unit, Mail message) throws BadMessage {
    PieceWantMessage want = PieceWantMessage.parse(message.payload());
    message.done().run();
    if (allocation.state().city().units().containsKey(unit)) {
      wants.ask(unit, want);
    }
  }

  private void result(String unit, Mail message) throws BadMessage {
    CommandResultMessage answer = CommandResultMessage.parse(message.payload());
    message.done().run();
    fleet.orders().answered(unit, answer);
  }

  /** Retained: also what it said before this hub began tells what it is. */
  private void reported(String unit, Mail message) throws BadMessage {
    if (message.payload().length == 0) {
      message.done().run(); // the hub itself made the broker forget it
      return;
    }
    ReportedMessage reported = ReportedMessage.parse(message.payload());
    message.done().run();
    if (allocation.state().city().units().containsKey(unit)) {
      reports.told(unit, reported);
    }
  }

  private void reject(Mail message, @Nullable String boot, @Nullable Long seq, String complaint) {
    message.done().run();
    Topics.UnitTopic topic = Topics.parse(message.topic());
    Instant now = clock.get();
    quarantine.add(now, message.topic(), complaint, message.payload());
    alerts.badMessage(now, message.topic(), topic == null ? null : topic.unit());
    if (topic != null && boot != null && seq != null) {
      fleet.tapped(topic.unit(), boot, seq);
    }
    boolean isTap = topic != null && topic.channel() == Topics.Channel.TAP;
    if (isTap && (message.responseTopic() != null || seq != null)) {
      reply(message, DecisionMessage.badRequest(boot, seq, complaint));
    }
  }

  private void reply(Mail message, DecisionMessage decision) {
    Topics.UnitTopic topic = Topics.parse(message.topic());
    if (topic != null) {
      send(
          message,
          topic.unit(),
          Topics.unit(topic.unit(), Topics.Channel.DECISION),
          decision.toJson());
    }
  }

  /**
   * Sends the answer on the unit's own topic, and also where it was asked for if that is elsewhere.
   * Another unit's topics, or those that the hub publishes for all, are no place to answer to.
   */
  private void send(Mail message, String unit, String own, byte[] payload) {
    String wanted = message.responseTopic();
    outbox.send(answer(own, payload, message.correlation()));
    boolean elsewhere =
        wanted != null
            && !wanted.equals(own)
            && (!wanted.startsWith("seki/") || wanted.startsWith("seki/1/unit/" + unit + "/"))
            && wanted.indexOf('+') < 0
            && wanted.indexOf('#') < 0
            && !wanted.isEmpty()
            && wanted.getBytes(UTF_8).length < 256;
    if (wanted != null && elsewhere) {
      outbox.send(answer(wanted, payload, message.correlation()));
    }
  }

  private static LinkMessage answer(String topic, byte[] payload, byte @Nullable [] correlation) {
    return correlation == null
        ? LinkMessage.of(topic, payload)
        : new LinkMessage(topic, payload, false, null, correlation);
  }
}
