package city.seki.hub.simulation;

import city.seki.config.link.LinkMessage;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.TapId;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.StatusMessage;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.AgentRun;
import city.seki.edge.agent.AgentState;
import city.seki.edge.agent.ClockSigns;
import city.seki.edge.agent.Floor;
import city.seki.edge.agent.Link;
import city.seki.edge.agent.Now;
import city.seki.edge.agent.UnitClock;
import city.seki.edge.card.Pace;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Journal;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.light.Indicator;
import city.seki.edge.light.Pins;
import city.seki.edge.light.Signal;
import city.seki.edge.link.Hearing;
import city.seki.edge.snapshot.DocumentCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A unit: the real agent, on a simulated machine without a battery for its clock. */
final class CityUnit implements Machine {
  private static final long DARK_AGES = Instant.parse("1970-01-01T00:00:00Z").toEpochMilli();
  private static final long LONGEST_WAIT_MS = 1_000;

  private record Shown(Signal signal, long untilMs) {}

  private final CityRun city;
  private final Timeline time;
  private final Unit unit;
  private final RandomGenerator random;
  private final Disk disk = new Disk(this);
  private final JournalDisk journal;
  private final Map<ReaderName, Shown> shown = new HashMap<>();
  private final Map<ReaderName, TapId> newest = new HashMap<>();
  private final Map<ReaderName, Long> lastTap = new HashMap<>();
  private int life;
  private long ticks;
  private long wallOffset;
  private boolean clockSet;
  private boolean starting;
  private String boot = "";
  private @Nullable AgentRun agent;
  private @Nullable Client client;
  private @Nullable ReaderName tapped;
  private Now.Source clock = this::never;

  CityUnit(CityRun city, Unit unit, RandomGenerator random) {
    this.city = city;
    this.time = city.time();
    this.unit = unit;
    this.random = random;
    journal = new JournalDisk(disk, random, city.planted() == Planted.JOURNAL_NOTES_WITHOUT_SYNC);
  }

  @Override
  public String name() {
    return unit.id();
  }

  @Override
  public boolean isUp() {
    return agent != null;
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

  /** The machine comes up with the clock at 1970, and gets the time when it gets it. */
  void powerOn() {
    clockSet = false;
    wallOffset = DARK_AGES - time.instant().toEpochMilli();
    int now = ++life;
    time.after(
        random.nextInt(40_000),
        () -> {
          if (life >= now && !clockSet) {
            clockSet = true;
            wallOffset = 0;
          }
        });
    start();
  }

  private void start() {
    life++;
    starting = true;
    boot = name() + "-" + life;
    Journal run = journal.open(boot);
    city.promises().booted(boot);
    clock = newClock();
    Map<ReaderName, Indicator> lights = new LinkedHashMap<>();
    for (ReaderName reader : readers()) {
      lights.put(reader, new Indicator((signal, pins) -> show(reader, signal, pins)));
    }
    agent =
        new AgentRun(
            AgentState.initial(boot, readers(), Floor.unknown(name(), unit.office())),
            new Watched(run),
            new Wire(),
            lights,
            clock,
            document -> {},
            name());
    readers().forEach(reader -> on(new AgentEvent.ReaderReady(reader)));
    starting = false;
    client = connectTo();
    client.connect();
  }

  private Now never() {
    throw new IllegalStateException(name() + " has not started");
  }

  private UnitClock newClock() {
    return new UnitClock(
        () -> time.instant().plusMillis(wallOffset),
        Town.JAPAN,
        new VirtualPace(),
        instant -> clockSet ? ClockSigns.Trust.GIVEN : ClockSigns.Trust.NONE);
  }

  private Client connectTo() {
    Broker.Hello hello =
        new Broker.Hello(
            name(),
            true,
            List.of(topic(Channel.DECISION), topic(Channel.COMMAND), topic(Channel.PONG)),
            status(StatusMessage.State.OFFLINE));
    return new Client(city, name(), hello, status(StatusMessage.State.ONLINE), random, new Ears());
  }

  private LinkMessage status(StatusMessage.State state) {
    return LinkMessage.retained(
        topic(Channel.STATUS), new StatusMessage(state, boot, "1", null).toJson());
  }

  private String topic(Channel channel) {
    return Topics.unit(name(), channel);
  }

  @Override
  public void die(boolean power) {
    if (agent == null && !starting) {
      return;
    }
    starting = false;
    city.tell(() -> name() + (power ? " loses power" : " is killed"));
    life++;
    agent = null;
    shown.clear();
    newest.clear();
    if (client != null) {
      client.die(power);
    }
    if (power) {
      journal.losePower();
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

  /** Whether somebody else's tap there may still wait for its light. */
  boolean isBusy(ReaderName reader) {
    return time.ms() - lastTap.getOrDefault(reader, -CityRun.LIGHT_MS) < CityRun.LIGHT_MS;
  }

  /** A card is laid on a reader, and lifted. */
  void tap(ReaderName reader, String card, long liesMs) {
    if (agent == null) {
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

  /** What the light has answered since then, null for nothing. */
  @Nullable Signal lightSince(ReaderName reader, long ms) {
    Shown last = shown.get(reader);
    return last == null || last.untilMs() < ms ? null : last.signal();
  }

  /** Every answer begins with a beep; one that is repeated while it beeps only goes on. */
  private void show(ReaderName reader, Signal signal, Pins pins) {
    Shown before = shown.get(reader);
    if (before != null && before.untilMs() == Long.MAX_VALUE) {
      shown.put(reader, new Shown(before.signal(), time.ms()));
    }
    if (signal.isFlash() && pins.buzzer()) {
      shown.put(reader, new Shown(signal, Long.MAX_VALUE));
      TapId tap = newest.get(reader);
      if (tap != null) {
        city.promises().answered(tap);
        city.tell(() -> name() + " " + reader + " shows " + signal);
      }
    }
  }

  private void on(AgentEvent event) {
    AgentRun run = agent;
    if (run != null) {
      run.on(event, clock.now());
      rest(run);
    }
  }

  private void rest(AgentRun run) {
    long token = ++ticks;
    long wait = Math.clamp(run.refresh(clock.now()), 1, LONGEST_WAIT_MS);
    time.after(
        wait,
        () -> {
          if (token == ticks && agent == run) {
            on(new AgentEvent.Tick());
          }
        });
  }

  /** Monotonic time; nobody waits in a simulation. */
  private final class VirtualPace implements Pace {
    @Override
    public long nanos() {
      return time.ms() * 1_000_000;
    }

    @Override
    public void pause(Duration duration) {
      throw new IllegalStateException("the agent never waits");
    }
  }

  /** The journal, with somebody who looks on. */
  private final class Watched implements Journal {
    private final Journal run;

    Watched(Journal run) {
      this.run = run;
    }

    @Override
    public Entry append(long seq, byte[] payload) throws JournalFault {
      TapId tap = new TapId(name(), boot, seq);
      city.promises().noted(tap);
      Entry entry;
      try {
        entry = run.append(seq, payload);
      } catch (JournalFault fault) {
        city.promises().refused(tap);
        throw fault;
      }
      ReaderName reader = tapped;
      if (reader != null) {
        newest.put(reader, tap);
      }
      city.tell(() -> name() + " " + reader + " notes " + boot + ":" + seq);
      return entry;
    }

    @Override
    public @Nullable Entry amend(long seq, byte[] payload) throws JournalFault {
      return run.amend(seq, payload);
    }

    @Override
    public List<Entry> owed(Entry.Place after, int most) throws JournalFault {
      return run.owed(after, most);
    }

    @Override
    public boolean settle(String ofBoot, long seq) throws JournalFault {
      boolean owed = run.settle(ofBoot, seq);
      city.tell(() -> name() + " settles " + ofBoot + ":" + seq);
      city.promises().noAnsweredTapIsLost();
      return owed;
    }

    @Override
    public long count() {
      return run.count();
    }
  }

  /** What the agent says to the hub: the very messages of {@code edge.link.HubLink}. */
  private final class Wire implements Link {
    @Override
    public void deliver(Entry tap, boolean amended) {
      String name = tap.boot() + ":" + tap.seq() + (amended ? "+" : "");
      city.tell(() -> name() + " sends " + name);
      LinkMessage message =
          new LinkMessage(
              topic(Channel.TAP),
              tap.payload(),
              false,
              topic(Channel.DECISION),
              name.getBytes(StandardCharsets.US_ASCII));
      boolean waits = city.planted() == Planted.LINK_OVERTAKES && random.nextInt(10) == 0;
      if (waits) {
        time.after(400, () -> send(message));
      } else {
        send(message);
      }
    }

    @Override
    public void tellHealth(HealthMessage health) {
      send(
          new LinkMessage(
              topic(Channel.HEALTH),
              health.toJson(),
              false,
              topic(Channel.PONG),
              "health".getBytes(StandardCharsets.US_ASCII)));
    }

    private void send(LinkMessage message) {
      if (client != null) {
        client.publish(message);
      }
    }

    @Override
    public void reconnect(String reason) {
      Client now = client;
      time.after(
          0,
          () -> {
            if (now != null && now == client) {
              now.reconnect(reason);
            }
          });
    }
  }

  private final class Ears implements Client.Listener {
    private final Hearing hearing = new Hearing(name(), new DocumentCheck(unit.office(), null));

    @Override
    public void up() {
      city.tell(() -> name() + " is connected");
      on(new AgentEvent.LinkUp());
    }

    @Override
    public void down(String reason) {
      city.tell(() -> name() + " lost the broker: " + reason);
      on(new AgentEvent.LinkDown(reason));
    }

    @Override
    public void arrived(LinkMessage message, boolean retained, long delivery, Line line) {
      AgentEvent event =
          hearing.understand(message.topic(), message.payload(), message.correlation());
      if (event != null) {
        on(event);
      }
    }

    @Override
    public void confirmed(LinkMessage message) {
      if (city.planted() == Planted.JOURNAL_TRUSTS_THE_BROKER
          && message.topic().equals(topic(Channel.TAP))
          && message.correlation() != null) {
        String name = new String(message.correlation(), StandardCharsets.US_ASCII);
        int colon = name.indexOf(':');
        journal.forget(name.substring(0, colon), Long.parseLong(name.substring(colon + 1)));
        city.promises().noAnsweredTapIsLost();
      }
    }
  }
}
