package city.seki.edge.agent;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Command;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Directory.Person;
import city.seki.config.rules.OfficeState;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.Light;
import city.seki.config.wire.Outcome;
import city.seki.config.wire.SnapshotMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Entry.Place;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.snapshot.Document;
import city.seki.edge.snapshot.OfficeSnapshot;
import city.seki.edge.snapshot.People;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent with two readers on a bench: virtual time, a journal that takes everything unless {@link
 * #fault} says why not, no threads. Its office has two seats and is open from 08:30 to 17:15.
 */
final class Bench {
  static final ReaderName A = ReaderName.parse("seat:A-01");
  static final ReaderName B = ReaderName.parse("seat:A-02");
  static final String CARD = "k1:" + "a".repeat(43);
  static final String OTHER = "k1:" + "b".repeat(43);
  static final String STRANGER = "k1:" + "z".repeat(43);
  static final String OFFICE = "office";
  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  static final OffsetDateTime START = OffsetDateTime.parse("2026-11-24T08:30:00+09:00");

  /** Nine people with a card each, whose letter is their name. */
  static final Directory DIRECTORY = directory();

  static final People PEOPLE = new People("people-1", DIRECTORY);

  static final AgentEvent PEOPLE_TOLD =
      new AgentEvent.PeopleTold(PEOPLE, new Document(Document.Kind.PEOPLE, new byte[0]));

  AgentState state = AgentState.initial("boot", List.of(A, B), Floor.unknown("unit-1", OFFICE));
  ClockState clock = ClockState.SYNCED;
  JournalFault.@Nullable Cause fault;
  final List<TapMessage> noted = new ArrayList<>();
  final List<TapMessage> amended = new ArrayList<>();
  long ms;

  private static Directory directory() {
    Map<String, String> cards = new HashMap<>();
    Map<String, Person> persons = new HashMap<>();
    for (char name = 'a'; name <= 'i'; name++) {
      String person = String.valueOf(name);
      cards.put("k1:" + person.repeat(43), person);
      persons.put(person, new Person(person, "welfare", List.of("internet")));
    }
    return new Directory(cards, persons);
  }

  /** Both readers answer, the link is up, the hub has answered; no snapshot. */
  static Bench working() {
    Bench bench = new Bench();
    var _ = bench.on(new AgentEvent.ReaderReady(A));
    var _ = bench.on(new AgentEvent.ReaderReady(B));
    var _ = bench.linkUp();
    var _ = bench.on(new AgentEvent.Pong());
    return bench;
  }

  /** The same with people and a snapshot in which nobody sits. */
  static Bench informed() {
    Bench bench = working();
    var _ = bench.on(PEOPLE_TOLD);
    var _ = bench.on(new AgentEvent.SnapshotTold(snapshot(1, START.toInstant(), empty())));
    return bench;
  }

  /** The same, and the link is gone. */
  static Bench alone() {
    Bench bench = informed();
    var _ = bench.on(new AgentEvent.LinkDown("cut"));
    return bench;
  }

  static Seating empty() {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.put(day, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)));
    }
    Office office =
        new Office(
            OFFICE,
            new Text("", ""),
            hours,
            true,
            Set.of(),
            List.of(),
            Policy.STANDARD,
            Office.byName(
                List.of(
                    new Seat("A-01", "internet", 0, 0, false),
                    new Seat("A-02", "internet", 1, 0, false))),
            List.of());
    City city =
        new City(
            new Text("", ""), JAPAN, List.of("internet"), List.of(office), List.of(), Set.of());
    return Seating.of(city, DIRECTORY);
  }

  /** That state after that command. */
  static Seating after(Seating state, Command command) {
    return state.applyAll(SeatRules.decide(state, command).events());
  }

  static OfficeSnapshot snapshot(long version, Instant madeAt, Seating state) {
    SnapshotMessage message =
        new SnapshotMessage(
            version,
            madeAt,
            PEOPLE.id(),
            OfficeState.of(
                state,
                Objects.requireNonNull(state.city().office(OFFICE)),
                List.of(A.toString(), B.toString()),
                DIRECTORY,
                madeAt));
    return new OfficeSnapshot(message, new Document(Document.Kind.SNAPSHOT, new byte[0]));
  }

  /** What the hub knows at that moment. */
  List<Effect> told(long version, Seating state) {
    return on(new AgentEvent.SnapshotTold(snapshot(version, wall().toInstant(), state)));
  }

  Seating floor() {
    return Objects.requireNonNull(state.floor().seating());
  }

  @Nullable String holder(String seat) {
    var claim = floor().seat(new SeatId(OFFICE, seat)).claim();
    return claim == null ? null : claim.person();
  }

  OffsetDateTime wall() {
    return START.plus(ms, ChronoUnit.MILLIS);
  }

  /** All effects of that event, and of what the journal then does. */
  List<Effect> on(AgentEvent event) {
    List<Effect> all = new ArrayList<>();
    Queue<Effect> effects = new ArrayDeque<>(step(event));
    for (Effect effect = effects.poll(); effect != null; effect = effects.poll()) {
      all.add(effect);
      AgentEvent outcome = journal(effect);
      if (outcome != null) {
        effects.addAll(step(outcome));
      }
    }
    return all;
  }

  private List<Effect> step(AgentEvent event) {
    Step step = Agent.step(state, event, new Now(wall(), ms, clock));
    state = step.state();
    return step.effects();
  }

  private @Nullable AgentEvent journal(Effect effect) {
    JournalFault.Cause why = fault;
    if (effect instanceof Effect.Append(TapMessage tap)) {
      if (why != null) {
        return new AgentEvent.NotStored(tap, why);
      }
      noted.add(tap);
      return new AgentEvent.Stored(tap, entry(tap.seq()));
    }
    if (effect instanceof Effect.Amend(TapMessage tap)) {
      if (why != null) {
        return new AgentEvent.NotAmended(tap, why);
      }
      amended.add(tap);
      return new AgentEvent.Amended(tap, entry(tap.seq()));
    }
    return null;
  }

  List<Effect> after(long millis) {
    ms += millis;
    return on(new AgentEvent.Tick());
  }

  /** The link comes up and nothing is owed. */
  List<Effect> linkUp() {
    List<Effect> effects = new ArrayList<>(on(new AgentEvent.LinkUp()));
    effects.addAll(on(new AgentEvent.OwedRead(Entry.Place.START, List.of(), false)));
    return effects;
  }

  /** A card is laid on. */
  List<Effect> see(ReaderName reader, @Nullable String card) {
    return on(new AgentEvent.CardSeen(reader, CardTech.FELICA, card));
  }

  /** A card is laid on and lifted; all effects of it. */
  List<Effect> tap(ReaderName reader, @Nullable String card) {
    List<Effect> effects = new ArrayList<>(see(reader, card));
    effects.addAll(on(new AgentEvent.CardGone(reader)));
    return effects;
  }

  /** The hub answers the tap as it was first delivered. */
  List<Effect> decide(long seq, DecisionMessage decision) {
    return on(new AgentEvent.Decided("boot", seq, decision, false));
  }

  static List<Effect> lights(List<Effect> effects) {
    return effects.stream()
        .filter(e -> e instanceof Effect.Rest || e instanceof Effect.Flash)
        .toList();
  }

  static Entry entry(long seq) {
    return new Entry(new Place(1, seq), "boot", new byte[0]);
  }

  static DecisionMessage decision(long seq, Outcome outcome, Light light) {
    return granted(seq, outcome, light, null, null);
  }

  static DecisionMessage granted(
      long seq,
      Outcome outcome,
      Light light,
      @Nullable OffsetDateTime warnAt,
      @Nullable OffsetDateTime until) {
    Text text = new Text("はい", "yes");
    return new DecisionMessage(
        "boot", seq, outcome, null, "A-01", null, until, warnAt, null, null, light, text);
  }
}
