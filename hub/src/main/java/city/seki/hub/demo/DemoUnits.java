package city.seki.hub.demo;

import city.seki.config.ProgramVersion;
import city.seki.config.link.LinkThreads;
import city.seki.config.model.City;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.HubKey;
import city.seki.edge.Care;
import city.seki.edge.Surroundings;
import city.seki.edge.UnitRuntime;
import city.seki.edge.UnitSetup;
import city.seki.edge.agent.ClockSigns;
import city.seki.edge.av.pjlink.PjlinkNotices;
import city.seki.edge.card.Pace;
import city.seki.edge.health.MachineLook;
import city.seki.edge.health.emulated.EmulatedMachine;
import city.seki.edge.journal.Bounds;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.order.Powers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** Every unit of the demo city, running the production agent in this process. */
final class DemoUnits implements AutoCloseable {
  /** So many readers are polled at the pace of a real one; more take turns. */
  private static final int FULL_PACE = 300;

  /** Displays at kiosks; each has a server of its own. */
  private static final int DISPLAYS = 10;

  private static final long CARD_BYTES = 16_000_000_000L;

  /** What all units have in common. */
  record Common(
      Path data,
      CardKey cardKey,
      HubKey hubKey,
      String host,
      int mqttPort,
      Supplier<Instant> clock,
      RandomGenerator random,
      Pace pace,
      Pace lived,
      DemoUnit.LightWatch lights) {}

  private final Map<String, DemoReader> readers = new LinkedHashMap<>();
  private final List<DemoUnit> boards = new ArrayList<>();
  private final List<UnitRuntime> agents = new ArrayList<>();
  private final Map<String, UnitRuntime> kiosks = new LinkedHashMap<>();
  private final List<DemoRoom> rooms = new ArrayList<>();

  /** Any free port: nothing but the demo's own displays knows it. */
  private final PjlinkNotices notices = new PjlinkNotices(0);

  private final LinkThreads linkThreads = LinkThreads.virtual("demo-link");
  private final ThreadFactory threads = Thread.ofVirtual().name("demo-unit-", 0).factory();

  /** Starts an agent for every unit of that city. */
  static DemoUnits start(City city, Common common) throws IOException, JournalFault {
    DemoUnits units = new DemoUnits();
    boolean complete = false;
    try {
      int wired = city.units().values().stream().mapToInt(u -> u.readers().size()).sum();
      Pace pace = slowed(common.pace(), Math.max(1, wired / FULL_PACE));
      for (Unit unit : city.units().values()) {
        units.start(unit, city, common, pace);
      }
      complete = true;
      return units;
    } finally {
      if (!complete) {
        units.close();
      }
    }
  }

  private void start(Unit unit, City city, Common common, Pace pace)
      throws IOException, JournalFault {
    DemoUnit board =
        new DemoUnit(
            unit,
            city.office(unit.office()),
            new DemoUnit.Common(
                pace, common.lived(), common.random(), notices, threads, common.lights()));
    boards.add(board);
    rooms.addAll(board.rooms());
    board.readers().forEach(reader -> readers.put(key(reader.office(), reader.name()), reader));
    boolean display = isKiosk(unit) && kiosks.size() < DISPLAYS;
    UnitRuntime agent =
        UnitRuntime.start(
            new UnitSetup(
                unit,
                common.cardKey(),
                common.hubKey(),
                name -> null,
                Map.of(),
                UnitSetup.linkTo(common.host(), common.mqttPort(), unit),
                city.timeZone(),
                ProgramVersion.number()),
            common.data().resolve(unit.id()),
            new Surroundings(
                board,
                common.clock()::get,
                moment -> ClockSigns.Trust.GIVEN,
                null,
                Bounds.MODEST,
                pace,
                common.lived(),
                0,
                display ? 0 : null,
                common.random(),
                threads,
                linkThreads,
                new Care(machine(agents.size()), null, Powers.none()),
                bug -> Logger.error(bug, "the agent of {} broke", unit.id()),
                () -> Logger.error("no reader of {} answers", unit.id()),
                () -> {}));
    agents.add(agent);
    if (display) {
      kiosks.putIfAbsent(unit.office(), agent);
    }
  }

  private static boolean isKiosk(Unit unit) {
    return unit.readers().stream().anyMatch(r -> r.name() instanceof ReaderName.Kiosk);
  }

  /** A Pi of its own for each, a little warmer or cooler than the next. */
  private static MachineLook machine(int number) {
    int milliDegrees = 44_000 + number * 773 % 9_000;
    int decibels = 48 + number * 7 % 22;
    EmulatedMachine machine =
        new EmulatedMachine()
            .set("sys/class/thermal/thermal_zone0/temp", Integer.toString(milliDegrees))
            .set("proc/net/wireless", "\n\nwlan0: 0000 50. -%d. -256\n".formatted(decibels));
    return new MachineLook(
        machine,
        Path.of("/var/lib/seki"),
        () -> new MachineLook.Room(CARD_BYTES, CARD_BYTES / 4 * 3),
        MachineLook.Heap.ofThisProcess());
  }

  /** A thousand readers of one process cannot all be polled as one reader of a Pi is. */
  private static Pace slowed(Pace pace, int times) {
    return new Pace() {
      @Override
      public long nanos() {
        return pace.nanos();
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        pace.pause(time.multipliedBy(times));
      }
    };
  }

  private static String key(String office, String reader) {
    return office + '/' + reader;
  }

  /** That reader, null if there is none. */
  @Nullable DemoReader reader(String office, String name) {
    return readers.get(key(office, name));
  }

  /** Where a browser finds the display at the kiosk of an office, by the office. */
  Map<String, String> displays() {
    Map<String, String> addresses = new LinkedHashMap<>();
    kiosks.forEach(
        (office, agent) -> addresses.put(office, "http://127.0.0.1:" + agent.kioskPort() + "/"));
    return addresses;
  }

  List<DemoRoom> rooms() {
    return List.copyOf(rooms);
  }

  List<DemoReader> readers() {
    return List.copyOf(readers.values());
  }

  @Override
  public void close() {
    List<Thread> ending = new ArrayList<>();
    for (UnitRuntime agent : agents) {
      ending.add(Thread.ofVirtual().start(agent::close));
    }
    for (Thread thread : ending) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    boards.forEach(DemoUnit::close);
    notices.close();
    linkThreads.shutdownNow();
  }
}
