package city.seki.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
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
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.PeopleMessage;
import city.seki.config.wire.SignedDocument;
import city.seki.config.wire.SnapshotMessage;
import city.seki.config.wire.TapMessage;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.agent.ClockSigns;
import city.seki.edge.av.Device;
import city.seki.edge.av.Secret;
import city.seki.edge.bus.emulated.SerialCable;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.Pace;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import city.seki.edge.card.pn532.Pn532Reader;
import city.seki.edge.journal.Bounds;
import city.seki.edge.journal.SqliteJournal;
import city.seki.edge.light.Lamp;
import city.seki.edge.light.Signal;
import city.seki.edge.presence.Sensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole unit in this process: an emulated PN532 on an emulated line, a real Mosquitto. */
class UnitRuntimeIT {
  private static final String IDM = "0110030000000042";
  private static final String COLLEAGUE = "0110030000000043";
  private static final EmulatedCard CARD = EmulatedCard.felica(IDM);
  private static final CardKey KEY = new CardKey("k1", new byte[32]);

  @TempDir private Path folder;
  private final EmulatedPn532 chip = new EmulatedPn532();
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private @Nullable HubKey hubKey;
  private final LinkThreads linkThreads = LinkThreads.virtual("unit");

  @SuppressWarnings("NullAway.Init")
  private Mosquitto broker;

  @BeforeEach
  void startBroker() throws Exception {
    broker = new Mosquitto(folder);
  }

  @AfterEach
  void stopBroker() throws Exception {
    broker.close();
    linkThreads.shutdownNow();
  }

  @Test
  void a_card_becomes_a_green_light_and_the_end_is_told() throws Exception {
    try (ScriptedHub hub = new ScriptedHub(broker.port())) {
      try (UnitRuntime _ = unit()) {
        hub.awaitState("online");
        chip.lay(CARD);
        TapMessage tap = hub.nextTap();
        assertEquals(KEY.digest(CardTech.FELICA, IDM), tap.card());
        assertEquals(1, tap.seq());
        await(Signal.GREEN);
      }
      hub.awaitState("offline");
      assertEquals(Signal.OFF, last());
    }
    assertEquals(0, SqliteJournal.read(folder).count());
  }

  @Test
  void a_tap_without_a_broker_is_noted_and_delivered_by_the_next_run() throws Exception {
    broker.kill();
    try (UnitRuntime _ = unit()) {
      chip.lay(CARD);
      await(Signal.NOTED);
    }
    assertEquals(1, SqliteJournal.read(folder).count());
    broker.restart();
    chip.liftAll();
    try (ScriptedHub hub = new ScriptedHub(broker.port());
        UnitRuntime _ = unit()) {
      TapMessage old = hub.nextTap();
      hub.awaitState("online");
      chip.lay(CARD);
      assertNotEquals(old.boot(), hub.nextTap().boot());
      await(Signal.GREEN);
    }
    assertEquals(0, SqliteJournal.read(folder).count());
  }

  @Test
  void a_silent_hub_leaves_the_tap_owed_until_it_answers_after_the_broker_was_killed()
      throws Exception {
    try (ScriptedHub hub = new ScriptedHub(broker.port());
        UnitRuntime _ = unit()) {
      hub.awaitState("greeted"); // taps wait for the first echo
      hub.silent = true;
      chip.lay(CARD);
      TapMessage first = hub.nextTap();
      await(Signal.NOTED);
      hub.silent = false;
      broker.kill();
      broker.restart();
      TapMessage again = hub.nextTap();
      assertEquals(first, again);
    }
  }

  @Test
  void when_the_broker_dies_a_tap_is_green_by_the_retained_snapshot_and_again_after_a_restart()
      throws Exception {
    HubSigner signer =
        HubSigner.of(KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair());
    hubKey = signer.key();
    try (ScriptedHub hub = new ScriptedHub(broker.port())) {
      hub.retain(Channel.SNAPSHOT_PEOPLE, SignedDocument.sign(people().toJson(), signer));
      hub.retain(Channel.SNAPSHOT, SignedDocument.sign(snapshot().toJson(), signer));
      try (UnitRuntime _ = unit()) {
        awaitFile("people.json");
        awaitFile("snapshot.json");
        await(Signal.OFF); // the reader works, and the hub or the unit can answer
        broker.kill();
        assertGreenSoon();
      }
    }
    chip.liftAll();
    try (UnitRuntime _ = unit()) {
      chip.lay(EmulatedCard.felica(COLLEAGUE));
      await(Signal.RED); // it remembers who sits there: the journal and the snapshot say so
    }
    assertEquals(2, SqliteJournal.read(folder).count());
  }

  /**
   * 300 ms are promised from the moment at which the card is seen; the reader looks now and then.
   */
  private void assertGreenSoon() throws InterruptedException {
    signals.clear();
    long start = System.nanoTime();
    chip.lay(CARD);
    await(Signal.GREEN);
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.println("card laid to green without a broker: " + millis + " ms");
    assertTrue(millis < 1_500, millis + " ms");
  }

  private void awaitFile(String name) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!Files.exists(folder.resolve(name))) {
      assertTrue(System.nanoTime() < end, name + " was never written");
      Thread.onSpinWait();
    }
  }

  private static PeopleMessage people() {
    return new PeopleMessage(
        new Directory(
            Map.of(
                KEY.digest(CardTech.FELICA, IDM), "p1",
                KEY.digest(CardTech.FELICA, COLLEAGUE), "p2"),
            Map.of(
                "p1", new Directory.Person("p1", "welfare", List.of("internet")),
                "p2", new Directory.Person("p2", "welfare", List.of("internet")))));
  }

  /** An office with one free seat that never closes but at midnight. */
  private static SnapshotMessage snapshot() {
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
        new OfficeState(
            ZoneId.of("Asia/Tokyo"),
            office,
            Map.of(),
            Map.of(),
            Map.of(),
            Set.of(),
            Map.of(),
            Kits.NONE);
    return new SnapshotMessage(1, Instant.now(), PeopleMessage.id(people().toJson()), state);
  }

  private UnitRuntime unit() throws Exception {
    ReaderName name = ReaderName.parse("seat:A-01");
    Wiring wiring = new Wiring(name, "pn532:hsu:/dev/emulated", null);
    Unit unit = new Unit("unit-1", "office", List.of(wiring));
    LinkSettings hub = LinkSettings.to("127.0.0.1", broker.port(), "unit-1");
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
            new Random(),
            Thread.ofVirtual().factory(),
            linkThreads,
            bug -> fail(bug),
            () -> fail("no reader answers"));
    return UnitRuntime.start(
        new UnitSetup(unit, KEY, hubKey, _ -> null, hub, ZoneId.of("Asia/Tokyo"), "test"),
        folder,
        around);
  }

  private void await(Signal wanted) throws InterruptedException {
    Signal signal;
    do {
      signal = signals.poll(30, TimeUnit.SECONDS);
      assertNotNull(signal, "the light never said " + wanted);
    } while (signal != wanted);
  }

  private Signal last() {
    Signal last = Signal.OFF;
    for (Signal signal = signals.poll(); signal != null; signal = signals.poll()) {
      last = signal;
    }
    return last;
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
