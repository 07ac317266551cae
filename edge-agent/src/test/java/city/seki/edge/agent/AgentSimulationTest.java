package city.seki.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.ProvisionalAnswer;
import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.ReaderState.LastTap;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.journal.SqliteJournal;
import city.seki.edge.light.Indicator;
import city.seki.edge.light.Signal;
import city.seki.edge.snapshot.Document;
import city.seki.edge.snapshot.OfficeSnapshot;
import city.seki.edge.snapshot.Remembered;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One agent on a real journal whose disk fills up, a link that drops and delays what it carries and
 * is cut, a hub that decides by the rules and tells snapshots, and an agent that crashes and starts
 * again with an old one: all in one thread, in virtual time, by a seed. First chaos, then quiet.
 *
 * <p>Expected at every moment: a tap has its light within 300 ms; what was lit is in the journal,
 * or in memory while the disk is full, or at the hub; what the unit tells alone is what the rules
 * say about its snapshot and its taps since. Over each connection taps arrive in order; none is
 * told in two ways. At the end every tap that was noted is at the hub and settled.
 */
class AgentSimulationTest {
  private static final List<ReaderName> READERS = List.of(Bench.A, Bench.B);
  private static final long CHAOS_MS = 600_000;
  private static final long QUIET_MS = 120_000;
  private static final long LIGHT_WITHIN_MS = 300;

  @TempDir private Path folder;

  private record Due(long ms, long order, Runnable what) {}

  private final PriorityQueue<Due> future =
      new PriorityQueue<>(Comparator.comparingLong(Due::ms).thenComparingLong(Due::order));
  private final RuleHub hub = new RuleHub();
  private final Set<TapId> noted = new HashSet<>();
  private final Set<Signal> lit = new HashSet<>();
  private Random random = new Random(0);
  private long ms;
  private long order;
  private boolean chaos = true;
  private boolean diskFull;
  private boolean hubSilent;
  private int boots;
  private long bootMs;
  private int connection;
  private boolean up;
  private long version;
  private int alone;
  private Entry.Place sentLast = Entry.Place.START;
  private @Nullable OfficeSnapshot onDisk;
  private @Nullable AgentRun agent;
  private @Nullable SqliteJournal journal;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void every_tap_gets_its_light_and_arrives_as_it_was_told_whatever_fails(long seed)
      throws Exception {
    random = new Random(seed);
    boot();
    at(0, this::person);
    at(1_000, this::misfortune);
    at(1_000, this::snapshot);
    runUntil(CHAOS_MS);
    chaos = false;
    diskFull = false;
    hubSilent = false;
    runUntil(CHAOS_MS + QUIET_MS);
    String context = "seed " + seed;
    SqliteJournal last = journal();
    assertEquals(0, last.count(), context);
    assertTrue(agent().state().kept().isEmpty(), context);
    assertTrue(hub.answered().containsAll(noted), context);
    assertTrue(hub.answered().size() > 50, context);
    assertTrue(alone > 10, context + ": decided alone " + alone);
    assertTrue(lit.containsAll(List.of(Signal.GREEN, Signal.BLUE, Signal.RED)), context);
    last.close();
  }

  private void boot() throws JournalFault {
    String boot = "boot" + ++boots;
    bootMs = ms;
    up = false;
    connection++;
    SqliteJournal opened = SqliteJournal.open(folder, boot, SqliteJournal.LIMIT_BYTES);
    journal = opened;
    Map<ReaderName, Indicator> lights = new LinkedHashMap<>();
    READERS.forEach(name -> lights.put(name, new Indicator((signal, _) -> lit.add(signal))));
    List<TapMessage> owed = opened.latest(Floor.MOST).stream().map(this::read).toList();
    Floor floor =
        Floor.unknown("unit-1", Bench.OFFICE)
            .remembering(new Remembered(onDisk, onDisk == null ? null : Bench.PEOPLE), owed);
    agent =
        new AgentRun(
            AgentState.initial(boot, READERS, floor),
            new FillingJournal(opened, () -> diskFull),
            new FlakyLink(),
            lights,
            this::now,
            this::keep,
            Onlooker.none(),
            "sim");
    READERS.forEach(name -> agent().on(new AgentEvent.ReaderReady(name), now()));
    at(500, this::connect);
  }

  private void keep(Document document) {
    if (document.kind() == Document.Kind.SNAPSHOT) {
      onDisk = agent().state().floor().snapshot();
    }
  }

  /** Lays a card on a reader every few seconds, until the quiet. */
  private void person() {
    if (chaos) {
      ReaderName reader = READERS.get(random.nextInt(READERS.size()));
      String card =
          random.nextInt(10) == 0
              ? null
              : "k1:" + ("" + (char) ('a' + random.nextInt(4))).repeat(43);
      Floor before = agent().state().floor();
      long nextSeq = agent().state().nextSeq();
      agent().on(new AgentEvent.CardSeen(reader, CardTech.FELICA, card), now());
      if (agent().state().nextSeq() > nextSeq) {
        toldAsTheRulesSay(before, agent().state().reader(reader).tap());
      }
      agent().on(new AgentEvent.CardGone(reader), now());
      at(random.nextInt(8_000), this::person);
    }
  }

  /** From the snapshot again, tap by tap: what the unit holds in memory must come to the same. */
  private void toldAsTheRulesSay(Floor before, @Nullable LastTap tap) {
    OfficeSnapshot snapshot = before.snapshot();
    if (tap == null || tap.message().provisional() == null || snapshot == null) {
      return;
    }
    alone++;
    Seating state = snapshot.message().office().seating(Bench.DIRECTORY);
    for (Floor.Own own : before.own()) {
      state = state.applyAll(SeatRules.decide(state, own.tap()).events());
    }
    assertEquals(
        RuleHub.answer(SeatRules.decide(state, RuleHub.command(tap.message(), null))),
        tap.message().provisional().answer(Bench.OFFICE),
        () -> "at " + ms);
  }

  private void misfortune() {
    if (chaos) {
      switch (random.nextInt(6)) {
        case 0 -> crash();
        case 1 -> diskFull = !diskFull;
        case 2 -> hubSilent = !hubSilent;
        default -> cut();
      }
      at(5_000 + random.nextInt(40_000), this::misfortune);
    }
  }

  private void crash() {
    journal().close();
    diskFull = false;
    try {
      boot();
    } catch (JournalFault e) {
      throw new AssertionError(e);
    }
  }

  private void cut() {
    if (up) {
      up = false;
      connection++;
      agent().on(new AgentEvent.LinkDown("cut"), now());
      at(random.nextInt(20_000), this::connect);
    }
  }

  private void connect() {
    if (!up) {
      up = true;
      connection++;
      sentLast = Entry.Place.START;
      agent().on(new AgentEvent.LinkUp(), now());
      agent().on(Bench.PEOPLE_TOLD, now());
      tellSnapshot();
    }
  }

  private void snapshot() {
    if (up && !hubSilent) {
      tellSnapshot();
    }
    at(1_000, this::snapshot);
  }

  private void tellSnapshot() {
    OfficeSnapshot told = Bench.snapshot(++version, now().wall().toInstant(), hub.seating());
    agent().on(new AgentEvent.SnapshotTold(told), now());
  }

  // What holds after every event

  private void check() {
    for (ReaderName name : READERS) {
      LastTap tap = agent().state().reader(name).tap();
      if (tap != null) {
        assertTrue(
            tap.answer() != null || ms - bootMs - tap.seenMs() < LIGHT_WITHIN_MS,
            () -> "no light at " + ms);
        if (tap.answer() != null) {
          assertTrue(isSafe(tap.message()), () -> "lit but nowhere, at " + ms);
        }
      }
    }
  }

  private boolean isSafe(TapMessage tap) {
    AgentState state = agent().state();
    ProvisionalAnswer told = tap.provisional();
    if (state.kept().has(tap.boot(), tap.seq()) || hub.answered().contains(RuleHub.id(tap))) {
      return true;
    }
    for (Entry entry : owed()) {
      if (entry.boot().equals(tap.boot()) && entry.seq() == tap.seq()) {
        noted.add(RuleHub.id(tap));
        return told == null || told.equals(read(entry).provisional());
      }
    }
    return false;
  }

  private List<Entry> owed() {
    try {
      return journal().owed(Entry.Place.START, Integer.MAX_VALUE);
    } catch (JournalFault e) {
      throw new AssertionError(e);
    }
  }

  // Tools

  private Now now() {
    return new Now(Bench.START.plus(ms, ChronoUnit.MILLIS), ms - bootMs, ClockState.SYNCED);
  }

  private AgentRun agent() {
    return Objects.requireNonNull(agent);
  }

  private SqliteJournal journal() {
    return Objects.requireNonNull(journal);
  }

  private TapMessage read(Entry entry) {
    try {
      return TapMessage.parse(entry.payload());
    } catch (BadMessage e) {
      throw new AssertionError(e);
    }
  }

  private void at(long delay, Runnable what) {
    future.add(new Due(ms + delay, order++, what));
  }

  private void runUntil(long end) {
    while (ms <= end) {
      long wake = ms + agent().refresh(now());
      if (future.element().ms() <= Math.min(wake, ms + 1_000)) {
        Due due = future.remove();
        ms = Math.max(ms, due.ms());
        due.what().run();
      } else {
        ms = Math.min(wake, ms + 1_000);
        agent().on(new AgentEvent.Tick(), now());
      }
      check();
    }
  }

  /** Carries what it is given, late, or in the chaos sometimes not at all. */
  private final class FlakyLink implements Link {
    @Override
    public void deliver(Entry tap, boolean amended) {
      if (sentLast.compareTo(tap.place()) < 0) {
        sentLast = tap.place();
      } else {
        // Only all that is owed may be sent again, from its beginning; or what was answered since.
        List<Entry> all = agent().state().kept().merge(Entry.Place.START, owed(), false);
        boolean fromStart = all.getFirst().place().equals(tap.place());
        assertTrue(fromStart || amended, "out of order");
        sentLast = fromStart ? tap.place() : sentLast;
      }
      later(() -> hubHears(tap, amended));
    }

    private void hubHears(Entry entry, boolean amended) {
      TapMessage tap = read(entry);
      assertEquals(entry.seq(), tap.seq());
      DecisionMessage decision =
          DecisionMessage.of(tap.boot(), tap.seq(), hub.take(tap), Bench.JAPAN);
      if (!hubSilent) {
        later(
            () ->
                agent()
                    .on(new AgentEvent.Decided(tap.boot(), tap.seq(), decision, amended), now()));
      }
    }

    @Override
    public void tellHealth(HealthMessage health) {
      if (!hubSilent) {
        later(() -> later(() -> agent().on(new AgentEvent.Pong(), now())));
      }
    }

    @Override
    public void reconnect(String reason) {
      at(0, AgentSimulationTest.this::cut);
    }

    private void later(Runnable what) {
      int sentOver = connection;
      boolean lost = chaos && random.nextInt(8) == 0;
      // A connection carries in order: the delay is the same for all, longer in the chaos.
      at(
          chaos ? 70 : 50,
          () -> {
            if (up && !lost && sentOver == connection) {
              what.run();
            }
          });
    }
  }
}
