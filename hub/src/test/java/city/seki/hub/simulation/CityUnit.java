package city.seki.hub.simulation;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.TapId;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.AgentRun;
import city.seki.edge.agent.AgentState;
import city.seki.edge.agent.ClockSigns.Trust;
import city.seki.edge.agent.ClockTrust;
import city.seki.edge.agent.Floor;
import city.seki.edge.agent.Onlooker;
import city.seki.edge.agent.TimedLink;
import city.seki.edge.agent.UnitClock;
import city.seki.edge.card.Pace;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Journal;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.light.Signal;
import city.seki.edge.snapshot.DocumentCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A unit: the real agent, with the real clock and all that it knows of its office, put together as
 * {@code UnitRuntime} does, on a simulated machine without a battery for its clock.
 */
final class CityUnit implements Machine {
  private static final long DARK_AGES = Instant.parse("1970-01-01T00:00:00Z").toEpochMilli();
  private static final long LONGEST_WAIT_MS = 1_000;

  /** Somebody else's tap before then would meet the answer to this one. */
  static final long BUSY_MS = 2_100;

  private final CityRun city;
  private final Timeline time;
  private final Unit unit;
  private final RandomGenerator random;
  private final Disk disk = new Disk(this);
  private final JournalDisk journal;
  private final SnapshotDisk documents;
  private final ClockDisk clocks = new ClockDisk(disk);
  private final UnitLights lights;
  private final DocumentCheck check;
  private final Map<ReaderName, Long> lastTap = new HashMap<>();
  private final boolean timeService;
  private int life;
  private long ticks;
  private long poweredMs;
  private long wallOffset;
  private boolean clockSet;
  private boolean starting;
  private @Nullable Run run;
  private @Nullable UnitWire wire;
  private @Nullable ReaderName tapped;

  /** One run of the program. */
  private record Run(AgentRun agent, UnitClock clock, TimedLink link) {}

  CityUnit(CityRun city, Unit unit, RandomGenerator random) {
    this.city = city;
    this.time = city.time();
    this.unit = unit;
    this.random = random;
    journal = new JournalDisk(disk, random, city.planted() == Planted.JOURNAL_NOTES_WITHOUT_SYNC);
    documents = new SnapshotDisk(time, disk, random);
    lights = new UnitLights(city, unit.id());
    check = new DocumentCheck(unit.office(), Town.HUB.key());
    timeService = random.nextInt(3) > 0;
  }

  @Override
  public String name() {
    return unit.id();
  }

  @Override
  public boolean isUp() {
    return run != null;
  }

  @Override
  public Disk disk() {
    return disk;
  }

  /** Counts the runs of its agent. */
  int life() {
    return life;
  }

  List<ReaderName> readers() {
    return unit.readers().stream().map(Wiring::name).toList();
  }

  boolean owes(String ofBoot, long seq) {
    return journal.owed().stream().anyMatch(e -> e.seq() == seq && e.boot().equals(ofBoot));
  }

  int owes() {
    return journal.owed().size();
  }

  /**
   * Whether that says that nothing is owed any more, after the last tap: what the journal does not
   * take is owed from memory.
   */
  boolean owesNothing(HealthMessage said) {
    long last = lastTap.values().stream().mapToLong(ms -> ms).max().orElse(Long.MIN_VALUE);
    return said.owes() == 0
        && said.boot().equals(name() + "-" + life)
        && poweredMs + said.uptimeMs() > last;
  }

  // Power

  /** The machine comes up with the clock at 1970, and gets the time when it gets it. */
  void powerOn() {
    clockSet = false;
    wallOffset = DARK_AGES - time.instant().toEpochMilli();
    poweredMs = time.ms();
    clocks.powerOn();
    int now = ++life;
    time.after(
        random.nextInt(40_000),
        () -> {
          if (life >= now && !clockSet) {
            setClock();
          }
        });
    start();
  }

  private void start() {
    life++;
    starting = true;
    String boot = name() + "-" + life;
    Journal noted = journal.open(boot);
    city.promises().booted(boot);
    UnitClock clock = clock(boot);
    Floor floor =
        Floor.unknown(name(), unit.office()).remembering(documents.remembered(check), owedTaps());
    UnitWire began = new UnitWire(city, unit, boot, check, journal, random, this::heard);
    TimedLink link = new TimedLink(began, clock);
    AgentRun agent =
        new AgentRun(
            AgentState.initial(boot, readers(), floor),
            new WatchedJournal(city, name(), boot, noted, () -> tapped, this::begun),
            link,
            lights.fresh(readers()),
            clock,
            documents.open(),
            Onlooker.none(),
            name());
    run = new Run(agent, clock, link);
    wire = began;
    readers().forEach(reader -> on(new AgentEvent.ReaderReady(reader)));
    starting = false;
    began.connect();
  }

  private UnitClock clock(String boot) {
    VirtualPace pace = new VirtualPace();
    return new UnitClock(
        () -> time.instant().plusMillis(wallOffset),
        Town.JAPAN,
        pace,
        this::trust,
        pace.nanos(),
        clocks.open(boot, pace.nanos() / 1_000_000, journal.owed()));
  }

  /** As {@code ClockTrust} reads the signs of a Pi; some machines have a clock that is right. */
  private Trust trust(Instant wall) {
    if (!clockSet || (timeService && wall.isBefore(ClockTrust.FLOOR))) {
      return Trust.NONE;
    }
    return timeService ? Trust.PROVEN : Trust.GIVEN;
  }

  private List<TapMessage> owedTaps() {
    List<TapMessage> taps = new ArrayList<>();
    for (Entry entry : journal.owed()) {
      try {
        taps.add(TapMessage.parse(entry.payload()));
      } catch (BadMessage e) {
        throw new IllegalStateException("the agent writes what it can read", e);
      }
    }
    return taps;
  }

  @Override
  public void die(boolean power) {
    if (run == null && !starting) {
      return;
    }
    starting = false;
    city.tell(() -> name() + (power ? " loses power" : " is killed"));
    life++;
    run = null;
    lights.die();
    city.facts().died(name());
    if (wire != null) {
      wire.die(power);
    }
    if (power) {
      journal.losePower();
      documents.losePower();
    } else {
      documents.die();
    }
    int now = life;
    time.after(
        500 + random.nextInt(power ? 20_000 : 3_000),
        () -> {
          if (life == now) {
            if (power) {
              powerOn();
            } else {
              start();
            }
          }
        });
  }

  /** The wall clock is put on, or back. */
  void jump(long millis) {
    wallOffset += millis;
  }

  /** The clock is right again. */
  void setClock() {
    clockSet = true;
    wallOffset = 0;
  }

  // Cards and lights

  /** Whether somebody else's tap there may still wait for its light. */
  boolean isBusy(ReaderName reader) {
    return time.ms() - lastTap.getOrDefault(reader, -BUSY_MS) < BUSY_MS;
  }

  /** A card is laid on a reader, and lifted. */
  void tap(ReaderName reader, String card, long liesMs) {
    if (run == null) {
      return;
    }
    tapped = reader;
    lastTap.put(reader, time.ms());
    city.promises().tapped(this, reader);
    on(new AgentEvent.CardSeen(reader, CardTech.FELICA, card));
    tapped = null;
    int now = life;
    time.after(
        liesMs,
        () -> {
          if (life == now) {
            on(new AgentEvent.CardGone(reader));
          }
        });
  }

  /** The agent makes a tap of the card that lies there. */
  private void begun(TapId tap) {
    if (tapped != null && city.facts().tapped(tap)) {
      lights.tapped(tapped, tap);
    }
  }

  /** What the light has answered since then, null for nothing. */
  @Nullable Signal lightSince(ReaderName reader, long ms) {
    return lights.since(reader, ms);
  }

  // The agent's loop

  private void heard(AgentEvent event) {
    if (run != null) {
      run.link().heard(event);
      on(event);
    }
  }

  private void on(AgentEvent event) {
    Run now = run;
    if (now != null) {
      now.agent().on(event, now.clock().now());
      keepTime(now);
      rest(now);
    }
  }

  private void keepTime(Run now) {
    try {
      now.clock().save(clocks);
    } catch (JournalFault fault) {
      city.tell(() -> name() + " cannot keep the time: " + fault.getMessage());
    }
  }

  private void rest(Run now) {
    long token = ++ticks;
    long wait = Math.clamp(now.agent().refresh(now.clock().now()), 1, LONGEST_WAIT_MS);
    time.after(
        wait,
        () -> {
          if (token == ticks && now.equals(run)) {
            on(new AgentEvent.Tick());
          }
        });
  }

  /** Monotonic time since the machine started; nobody waits in a simulation. */
  private final class VirtualPace implements Pace {
    @Override
    public long nanos() {
      return (time.ms() - poweredMs) * 1_000_000;
    }

    @Override
    public void pause(Duration duration) {
      throw new IllegalStateException("the agent never waits");
    }
  }
}
