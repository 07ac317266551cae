package city.seki.edge;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.model.FelicaMac;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.Seat;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Kits;
import city.seki.config.rules.OfficeState;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.PeopleMessage;
import city.seki.config.wire.SnapshotMessage;
import city.seki.edge.agent.ClockSigns;
import city.seki.edge.av.Device;
import city.seki.edge.av.Secret;
import city.seki.edge.bus.emulated.SerialCable;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.Pace;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import city.seki.edge.card.pn532.Pn532Reader;
import city.seki.edge.health.MachineLook;
import city.seki.edge.health.emulated.EmulatedMachine;
import city.seki.edge.journal.Bounds;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.light.Lamp;
import city.seki.edge.light.Signal;
import city.seki.edge.order.Powers;
import city.seki.edge.presence.Sensor;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A unit at the one seat of an office, in the process of a test: an emulated PN532 on an emulated
 * line, a light that tells what it shows, all else as in production.
 */
final class OneSeat implements AutoCloseable {
  static final String IDM = "0110030000000042";
  static final String COLLEAGUE = "0110030000000043";
  static final CardKey KEY = new CardKey("k1", new byte[32]);
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  final EmulatedPn532 chip = new EmulatedPn532();
  final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  @Nullable HubKey hubKey;
  FelicaMac felicaMac = FelicaMac.OFF;
  Care care =
      new Care(
          new MachineLook(
              new EmulatedMachine(),
              Path.of("/data"),
              () -> new MachineLook.Room(100, 50),
              MachineLook.Heap.ofThisProcess()),
          null,
          Powers.none());
  private final LinkThreads linkThreads = LinkThreads.virtual("unit");

  static PeopleMessage people() {
    return new PeopleMessage(
        new Directory(
            Map.of(
                KEY.digest(CardTech.FELICA, IDM), "p1",
                KEY.digest(CardTech.FELICA, COLLEAGUE), "p2"),
            Map.of(
                "p1", new Directory.Person("p1", "welfare", List.of("internet")),
                "p2", new Directory.Person("p2", "welfare", List.of("internet")))));
  }

  /** The seat is free; the office never closes but at midnight. */
  static SnapshotMessage snapshot() {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.put(day, new OpeningHours(LocalTime.MIN, LocalTime.of(23, 59, 59)));
    }
    Office office =
        new Office(
            "office",
            new Text("", ""),
            hours,
            true,
            Set.of(),
            List.of(),
            Policy.STANDARD,
            Office.byName(List.of(new Seat("A-01", "internet", 0, 0, false))),
            List.of());
    OfficeState state =
        new OfficeState(TOKYO, office, Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), Kits.NONE);
    return new SnapshotMessage(1, Instant.now(), PeopleMessage.id(people().toJson()), state);
  }

  /** The unit with its journal in that folder, at the broker of that port. */
  UnitRuntime start(Path folder, int broker) throws JournalFault {
    return start(folder, broker, List.of(), Map.of(), Map.of());
  }

  /**
   * @param sensors of the network
   * @param keys theirs, by their names
   * @param labels the keys of labels, by their names
   */
  UnitRuntime start(
      Path folder,
      int broker,
      List<SensorWiring> sensors,
      Map<String, Secret> keys,
      Map<String, Secret> labels)
      throws JournalFault {
    ReaderName name = ReaderName.parse("seat:A-01");
    Wiring wiring = new Wiring(name, "pn532:hsu:/dev/emulated", null, felicaMac);
    Unit unit = new Unit("unit-1", "office", List.of(wiring), sensors, List.of());
    LinkSettings hub = LinkSettings.to("127.0.0.1", broker, "unit-1");
    Surroundings around =
        new Surroundings(
            new EmulatedWires(),
            InstantSource.system(),
            _ -> ClockSigns.Trust.PROVEN,
            null,
            Bounds.MODEST,
            Pace.real(),
            Pace.real(),
            0,
            null,
            new Random(),
            Thread.ofVirtual().factory(),
            linkThreads,
            care,
            bug -> fail(bug),
            () -> fail("no reader answers"),
            () -> {});
    return UnitRuntime.start(
        new UnitSetup(unit, KEY, hubKey, keys::get, labels, hub, TOKYO, "test"), folder, around);
  }

  void await(Signal wanted) throws InterruptedException {
    Signal signal;
    do {
      signal = signals.poll(30, TimeUnit.SECONDS);
      assertNotNull(signal, "the light never said " + wanted);
    } while (signal != wanted);
  }

  Signal last() {
    Signal last = Signal.OFF;
    for (Signal signal = signals.poll(); signal != null; signal = signals.poll()) {
      last = signal;
    }
    return last;
  }

  @Override
  public void close() {
    linkThreads.shutdownNow();
  }

  private final class EmulatedWires implements Wires {
    @Override
    public CardReader reader(Wiring wiring) {
      SerialCable cable = new SerialCable();
      Thread.ofVirtual()
          .start(
              () -> {
                try (var line = cable.device().open()) {
                  Pn532Wires.serve(chip, line);
                } catch (city.seki.edge.bus.BusFault e) {
                  throw new AssertionError(e);
                }
              });
      return Pn532Reader.hsu(wiring.device(), cable.host(), Pace.real());
    }

    @Override
    public Sensor sensor(SensorWiring wiring) {
      throw new IllegalArgumentException("no sensors here");
    }

    @Override
    public Device device(RoomDevice device, @Nullable Secret secret) {
      throw new IllegalArgumentException("no devices here");
    }

    @Override
    public Lamp lamp(Wiring wiring) {
      return (signal, _) -> signals.add(signal);
    }
  }
}
