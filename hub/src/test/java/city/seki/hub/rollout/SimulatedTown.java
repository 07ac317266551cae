package city.seki.hub.rollout;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.SignedDocument;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A hub's desk with its store on a real disk, a broker that keeps one document for each unit, and
 * units that believe what the hub has signed; under a clock that is moved by hand.
 */
final class SimulatedTown implements AutoCloseable {
  final Map<String, ModelUnit> units = new LinkedHashMap<>();
  final List<RolloutEvent> events = new ArrayList<>();

  /** What the broker has kept. */
  final Map<String, byte[]> broker = new HashMap<>();

  /** Every document that a unit has taken, the oldest first. */
  final Map<String, List<DesiredMessage>> taken = new HashMap<>();

  /** The last document that each unit has looked at. */
  private final Map<String, byte[]> heard = new HashMap<>();

  private final Path file;
  private final HubSigner signer = signer();
  Instant now = Fleets.START;
  private Instant listening = Fleets.START;
  RolloutDesk desk;

  SimulatedTown(Path folder, int offices, int unitsEach) {
    file = folder.resolve("rollout.db");
    Town.units(Town.text(offices, unitsEach, "pcsc:"))
        .values()
        .forEach(
            unit ->
                units.put(
                    unit.id(),
                    new ModelUnit(
                        unit.id(),
                        unit.office(),
                        Duration.ofSeconds(20 + unit.id().hashCode() % 20),
                        Plan.STANDARD.confirm())));
    desk = open();
  }

  private static HubSigner signer() {
    try {
      return HubSigner.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private RolloutDesk open() {
    InstantSource clock = () -> now;
    RolloutDesk opened =
        new RolloutDesk(
            RolloutStore.open(file),
            () ->
                new HubPlace(
                    URI.create("mqtts://hub.example:8883"),
                    List.of(URI.create("coaps://hub.example:5684")),
                    signer.key()),
            signer,
            broker::put,
            clock);
    opened.onEvents(events::addAll);
    return opened;
  }

  /** The hub is started again, and its broker has forgotten everything. */
  void restart() {
    desk.close();
    broker.clear();
    listening = now;
    desk = open();
    desk.publish(units.keySet());
  }

  void start(Goal goal, Plan plan) {
    desk.carryOut(new RolloutCommand.Start(goal, plan, sights(), null, "op", now))
        .ifPresent(
            refusal -> {
              throw new IllegalStateException(refusal.word());
            });
  }

  Map<String, Sight> sights() {
    Map<String, Sight> sights = new TreeMap<>();
    units.forEach(
        (id, unit) -> {
          Sight sight = unit.sight(now);
          // A hub that was started again knows nothing of those that are off.
          Duration known = Duration.between(listening, now).plusMillis(1);
          boolean longer = sight.offFor().compareTo(known) > 0;
          sights.put(
              id,
              !longer
                  ? sight
                  : new Sight(sight.office(), known, sight.call(), sight.claimed(), null, null));
        });
    return sights;
  }

  void step(Duration time) {
    now = now.plus(time).truncatedTo(ChronoUnit.MILLIS);
    for (ModelUnit unit : units.values()) {
      byte[] kept = broker.get(unit.id);
      if (kept != null && unit.on && !Arrays.equals(heard.put(unit.id, kept), kept)) {
        hears(unit, kept);
      }
      unit.passes(now);
    }
    desk.look(sights());
  }

  private void hears(ModelUnit unit, byte[] kept) {
    try {
      DesiredMessage message = DesiredMessage.parse(SignedDocument.open(kept, signer.key()));
      if (!message.unit().equals(unit.id)) {
        throw new IllegalStateException("told what another is to be: " + message);
      }
      Wish before = unit.wish;
      unit.hears(wish(message), now);
      if (!Objects.equals(unit.wish, before)) {
        taken.computeIfAbsent(unit.id, u -> new ArrayList<>()).add(message);
      }
    } catch (BadMessage e) {
      throw new IllegalStateException(e);
    }
  }

  private static Wish wish(DesiredMessage message) {
    DesiredMessage.Software software = message.software();
    return new Wish(
        message.version(),
        new UnitText(0, message.configuration().sha256().hex()),
        software == null
            ? null
            : new Goal.Software(software.version(), software.sha256().hex(), software.size()),
        message.confirmWithin(),
        message.forced(),
        message.madeAt().toInstant());
  }

  Rollout rollout(long number) {
    return desk.state().rollout(number);
  }

  ModelUnit unit(String id) {
    ModelUnit unit = units.get(id);
    if (unit == null) {
      throw new IllegalArgumentException("there is no unit " + id);
    }
    return unit;
  }

  List<DesiredMessage> taken(String unit) {
    return taken.getOrDefault(unit, List.of());
  }

  @Nullable String runs(String unit) {
    return unit(unit).runs();
  }

  @Override
  public void close() {
    desk.close();
  }
}
