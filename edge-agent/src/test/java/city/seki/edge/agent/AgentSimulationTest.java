package city.seki.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.Light;
import city.seki.config.wire.Outcome;
import city.seki.config.wire.TapMessage;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.journal.SqliteJournal;
import city.seki.edge.light.Indicator;
import city.seki.edge.light.Signal;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
 * One agent on a real journal, a link that drops and delays what it carries and is cut, a hub that
 * answers each tap for ever alike, and an agent that crashes and starts again: all in one thread,
 * in virtual time, by a seed. First chaos, then quiet.
 *
 * <p>Expected: every tap that was noted reaches the hub; over each connection in order; it is
 * settled and gone at the end; no light answered a tap that the journal did not have.
 */
class AgentSimulationTest {
  private static final List<ReaderName> READERS = List.of(Bench.A, Bench.B);
  private static final long CHAOS_MS = 600_000;
  private static final long QUIET_MS = 120_000;

  @TempDir private Path folder;

  private record Due(long ms, long order, Runnable what) {}

  private final PriorityQueue<Due> future =
      new PriorityQueue<>(Comparator.comparingLong(Due::ms).thenComparingLong(Due::order));
  private final Set<String> atHub = new HashSet<>();
  private final Set<String> noted = new HashSet<>();
  private final List<Signal> lit = new ArrayList<>();
  private Random random = new Random(0);
  private long ms;
  private long order;
  private boolean chaos = true;
  private int boots;
  private long bootMs;
  private int connection;
  private boolean up;
  private Entry.Place sentLast = Entry.Place.START;
  private @Nullable AgentRun agent;
  private @Nullable SqliteJournal journal;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void every_noted_tap_arrives_in_order_and_is_settled_whatever_fails(long seed) throws Exception {
    random = new Random(seed);
    boot();
    at(0, this::person);
    at(0, this::tick);
    at(1_000, this::misfortune);
    runUntil(CHAOS_MS);
    chaos = false;
    runUntil(CHAOS_MS + QUIET_MS);
    String context = "seed " + seed;
    SqliteJournal last = journal();
    assertEquals(0, last.count(), context);
    assertEquals(noted, atHub, context);
    assertTrue(noted.size() > 50, context);
    assertTrue(lit.contains(Signal.GREEN) && lit.contains(Signal.NOTED), context);
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
    AgentState start = AgentState.initial(boot, READERS);
    agent = new AgentRun(start, opened, new FlakyLink(), lights, this::now, "sim");
    READERS.forEach(name -> agent().on(new AgentEvent.ReaderReady(name), now()));
    at(500, this::connect);
  }

  /** Lays a card on a reader every few seconds, until the quiet. */
  private void person() {
    if (chaos) {
      ReaderName reader = READERS.get(random.nextInt(READERS.size()));
      String card =
          random.nextInt(10) == 0
              ? null
              : "k1:" + ("" + (char) ('a' + random.nextInt(9))).repeat(43);
      long before = journal().count();
      agent().on(new AgentEvent.CardSeen(reader, CardTech.FELICA, card), now());
      assertTrue(journal().count() - before <= 1);
      remember();
      agent().on(new AgentEvent.CardGone(reader), now());
      at(random.nextInt(8_000), this::person);
    }
  }

  private void remember() {
    try {
      for (Entry entry : journal().owed(Entry.Place.START, Integer.MAX_VALUE)) {
        noted.add(entry.boot() + ":" + entry.seq());
      }
    } catch (JournalFault e) {
      throw new AssertionError(e);
    }
  }

  private void misfortune() {
    if (chaos) {
      switch (random.nextInt(4)) {
        case 0 -> crash();
        default -> cut();
      }
      at(5_000 + random.nextInt(40_000), this::misfortune);
    }
  }

  private void crash() {
    journal().close();
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
    }
  }

  private void tick() {
    agent().on(new AgentEvent.Tick(), now());
    var _ = agent().refresh(now());
    at(250, this::tick);
  }

  private static boolean isBefore(Entry.Place one, Entry.Place other) {
    return one.run() < other.run() || (one.run() == other.run() && one.seq() < other.seq());
  }

  private Entry.Place firstOwed() {
    try {
      return journal().owed(Entry.Place.START, 1).getFirst().place();
    } catch (JournalFault e) {
      throw new AssertionError(e);
    }
  }

  private Now now() {
    return new Now(Bench.START.plus(ms, ChronoUnit.MILLIS), ms - bootMs, ClockState.SYNCED);
  }

  private AgentRun agent() {
    return Objects.requireNonNull(agent);
  }

  private SqliteJournal journal() {
    return Objects.requireNonNull(journal);
  }

  private void at(long delay, Runnable what) {
    future.add(new Due(ms + delay, order++, what));
  }

  private void runUntil(long end) {
    while (future.element().ms() <= end) {
      Due due = future.remove();
      ms = due.ms();
      due.what().run();
    }
  }

  /** Carries what it is given, late, or in the chaos sometimes not at all. */
  private final class FlakyLink implements Link {
    @Override
    public void deliver(Entry tap) {
      Entry.Place last = sentLast;
      sentLast = tap.place();
      if (!isBefore(last, tap.place())) {
        // Only all that is owed may be sent again, from its beginning.
        assertEquals(firstOwed(), tap.place(), "out of order");
      }
      later(() -> hubHears(tap));
    }

    private void hubHears(Entry tap) {
      atHub.add(tap.boot() + ":" + tap.seq());
      TapMessage message;
      try {
        message = TapMessage.parse(tap.payload());
      } catch (BadMessage e) {
        throw new AssertionError(e);
      }
      assertEquals(tap.seq(), message.seq());
      DecisionMessage decision = Bench.decision(tap.seq(), Outcome.GRANTED, Light.GREEN);
      later(() -> agent().on(new AgentEvent.Decided(tap.boot(), tap.seq(), decision), now()));
    }

    @Override
    public void tellHealth(HealthMessage health) {
      later(() -> later(() -> agent().on(new AgentEvent.Pong(), now())));
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
          chaos ? 700 : 50,
          () -> {
            if (up && !lost && sentOver == connection) {
              what.run();
            }
          });
    }
  }
}
