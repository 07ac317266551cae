package city.seki.hub.retention;

import city.seki.config.model.KitId;
import city.seki.config.rules.Command;
import city.seki.config.rules.Event;
import city.seki.config.rules.Outage;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Series;
import city.seki.config.rules.TapId;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.allocation.Allocator;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.roster.RosterEntry;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.town.SmallTown;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Five years of a small town, one Tuesday in three weeks: people tap, some taps come a day late,
 * staff act, cards are blocked and linked, kits are lent. The last of its people left after two.
 */
final class OldTown implements AutoCloseable {
  static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
  static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
  static final LocalDate BEFORE = Retention.before(TODAY, Retention.STANDARD);
  static final Instant NOW = TODAY.atTime(4, 0).atZone(ZONE).toInstant();
  static final String NOTE = "田中さんがコーヒーをこぼした";
  static final String OLD_NOTE = "佐藤さんが落とした";
  static final String LEAVER = "staff-0010";
  static final KitId LENT = new KitId(SmallTown.OFFICE, "laptop-1");

  private static final LocalDate FIRST = LocalDate.of(2021, 11, 2);
  private static final LocalDate LEFT = FIRST.plusYears(2).withDayOfMonth(1);
  private static final int TAPS = 14;

  final Path folder;
  final Path ledger;
  final RosterStore roster;
  final AccessDatabase access;
  private final Random random;
  private final List<Command> late = new ArrayList<>();
  private long seq;
  private int reservations;

  /**
   * @param isNew false for one that lived in that folder before
   */
  OldTown(Path folder, long seed, boolean isNew) {
    this.folder = folder;
    random = new Random(seed);
    ledger = folder.resolve("ledger.db");
    roster = RosterStore.open(folder.resolve("roster.db"), new SecureRandom());
    access = AccessDatabase.open(folder.resolve("access.db"));
    if (isNew) {
      roster.replace(people(SmallTown.PEOPLE));
    }
  }

  static List<RosterEntry> people(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                new RosterEntry(
                    "staff-%04d".formatted(i),
                    "人" + i,
                    i % 2 == 0 ? "総務部" : "健康福祉部",
                    List.of("lgwan"),
                    SmallTown.card(i)))
        .toList();
  }

  Seating files() {
    return Seating.of(SmallTown.city(), roster.directory());
  }

  /** Lives those years. */
  void live() {
    try (SqliteLedger opened = SqliteLedger.open(ledger)) {
      opened.append(kits());
      Allocator allocator = new Allocator(opened, files(), past -> {});
      for (LocalDate day = FIRST; day.isBefore(TODAY); day = day.plusWeeks(3)) {
        if (day.isAfter(LEFT) && roster.personOf(LEAVER) != null) {
          roster.replace(people(SmallTown.PEOPLE - 1));
          take(
              allocator, new Command.Reconfigure(SmallTown.city(), roster.directory(), at(day, 1)));
        }
        live(allocator, day);
      }
      take(allocator, new Command.Advance(NOW));
    }
  }

  private void live(Allocator allocator, LocalDate day) {
    late.forEach(tap -> take(allocator, tap));
    late.clear();
    List<Integer> minutes = random.ints(TAPS, 9 * 60, 17 * 60).sorted().boxed().distinct().toList();
    for (int minute : minutes) {
      Instant at = at(day, minute);
      take(allocator, new Command.Advance(at));
      take(allocator, random.nextInt(4) == 0 ? act(allocator.state(), at) : tap(at));
    }
    take(allocator, new Command.Advance(at(day, 23 * 60)));
  }

  private Command tap(Instant at) {
    int person = 1 + random.nextInt(SmallTown.PEOPLE + 1);
    Command.Tap tap = SmallTown.tap(++seq, 1 + random.nextInt(SmallTown.READ), person, at);
    if (random.nextInt(5) > 0) {
      return tap;
    }
    late.add(
        new Command.Tap(
            new TapId("u2", "boot", ++seq),
            tap.office(),
            tap.reader(),
            tap.card(),
            at,
            null,
            true));
    return new Command.Advance(at);
  }

  private Command act(Seating state, Instant at) {
    int seat = 1 + random.nextInt(SmallTown.SEATS);
    String person = anybody();
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        Duration ahead = Duration.ofDays(21L * random.nextInt(3)).plusMinutes(90);
        Instant from = at.plus(ahead);
        yield new Command.Reserve(
            (++reservations % 2 == 0
                ? Series.reservation("s-0a", reservations)
                : "r-" + reservations),
            SmallTown.seat(seat),
            person,
            from,
            from.plusSeconds(3_600),
            person,
            at);
      }
      case 3 -> new Command.EndClaim(SmallTown.seat(seat), person, NOTE, at);
      case 4 ->
          new Command.TakeOutOfService(
              SmallTown.seat(seat),
              new Outage(
                  Outage.Reason.WORKS,
                  NOTE,
                  at.plusSeconds(seat % 2 * 3_600L),
                  seat % 3 == 0 ? null : at.plusSeconds(86_400)),
              seat % 2 == 0,
              person,
              at);
      case 5 -> new Command.PutIntoService(SmallTown.seat(seat), person, at);
      case 6 ->
          random.nextBoolean()
              ? new Command.BlockCard(SmallTown.card(1 + random.nextInt(3)), person, at)
              : new Command.UnblockCard(SmallTown.card(1 + random.nextInt(3)), person, at);
      default ->
          state.cards().waiting().isEmpty()
              ? new Command.Advance(at)
              : new Command.LinkCard(
                  state.cards().waiting().keySet().iterator().next(), person, person, at);
    };
  }

  /** By staff number: the seed knows nothing of pseudonyms, which are drawn anew each time. */
  private String anybody() {
    int count = roster.directory().persons().size();
    return person("staff-%04d".formatted(1 + random.nextInt(count)));
  }

  private String person(String staffId) {
    return Objects.requireNonNull(roster.personOf(staffId));
  }

  /** One kit came back, another one has been away since. */
  private List<Event> kits() {
    Instant at = at(FIRST, 8 * 60);
    String person = person("staff-0001"); // who stays: a kit on loan keeps its borrower known
    KitId back = new KitId(SmallTown.OFFICE, "laptop-2");
    return List.of(
        new Event.TagLinked(LENT, "k1:tag-of-a-kit", person, at),
        new Event.TagLinked(back, "k1:tag-that-was-lost", person, at),
        new Event.KitLent(LENT, person, at, at.plusSeconds(60)),
        new Event.KitLent(back, person, at, at.plusSeconds(60)),
        new Event.KitReturned(back, at.plusSeconds(70), person, OLD_NOTE),
        new Event.TagUnlinked(back, "k1:tag-that-was-lost", person, at.plusSeconds(80)));
  }

  private static void take(Allocator allocator, Command command) {
    allocator.decide(List.of(new Allocator.Request(command, decision -> {}))).answer();
  }

  static Instant at(LocalDate day, int minute) {
    return day.atStartOfDay(ZONE).plusMinutes(minute).toInstant();
  }

  static Retention.Wish wish(Period retention) {
    return new Retention.Wish(Retention.before(TODAY, retention), ZONE, List.of(), false);
  }

  List<Event> events() {
    List<Event> events = new ArrayList<>();
    SqliteLedger.read(ledger, events::add);
    return events;
  }

  /** The city as the hub knows it when it starts now. */
  Seating state() {
    return files().applyAll(events());
  }

  @Override
  public void close() {
    roster.close();
    access.close();
  }
}
