package city.seki.hub.retention;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.rules.DayName;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Series;
import city.seki.hub.allocation.Allocator;
import city.seki.hub.data.DataException;
import city.seki.hub.ledger.Figure;
import city.seki.hub.ledger.LedgerCheck;
import city.seki.hub.ledger.LedgerRewrite;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.town.SmallTown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Product.md §9: old claims lose their person, the figures stay. */
class RetentionTest {
  private static final int SEEDS = Integer.getInteger("seki.retention.seeds", 4);

  @TempDir Path temp;

  /** What towns left behind, by seed: five years take a second to live. */
  @TempDir private static Path lived;

  private OldTown town(long seed) throws IOException {
    Path before = lived.resolve("town-" + seed);
    if (Files.notExists(before)) {
      Files.createDirectory(before);
      try (OldTown town = new OldTown(before, seed, true)) {
        town.live();
      }
    }
    Path folder = Files.createTempDirectory(temp, "town");
    copy(before, folder);
    return new OldTown(folder, seed, false);
  }

  private static Retention retention(OldTown town, Consumer<Retention.Step> reached) {
    return new Retention(
        town.ledger, town.roster, town.access.audit(), new SecureRandom(), reached);
  }

  private static Retention.Done forget(OldTown town, Period retention) {
    return retention(town, step -> {}).run(OldTown.wish(retention), OldTown.NOW, "cli:test");
  }

  private static void assertSound(OldTown town) {
    LedgerCheck.Sound _ = LedgerCheck.check(town.ledger, (event, of) -> {});
    Retention.Mark mark = Retention.mark(town.ledger);
    assertTrue(mark == null || mark.isNotedIn(town.access.audit()));
    assertEquals(null, town.access.audit().verify());
  }

  private static Attendance attendance(List<Event> events) {
    Attendance attendance = new Attendance(OldTown.ZONE);
    events.forEach(attendance::happened);
    return attendance;
  }

  private static void assertNobodyOldIsNamed(List<Event> events) {
    Age age = new Age(OldTown.BEFORE, OldTown.ZONE);
    Subjects subjects = new Subjects();
    Map<String, LocalDate> days = new HashMap<>();
    for (Event event : events) {
      LocalDate day = age.day(subjects.of(event));
      if (!day.isBefore(OldTown.BEFORE)
          || event instanceof Event.CardLinked
          || (event instanceof Event.KitLent lent && lent.kit().equals(OldTown.LENT))) {
        continue;
      }
      if (event instanceof Event.Reserved reserved) {
        assertNull(Series.of(reserved.reservation().id()), "a series joins the days of a person");
      }
      Persons.of(event)
          .forEach(
              person -> {
                assertTrue(DayName.isOne(person), event::toString);
                assertEquals(day, Objects.requireNonNullElse(days.put(person, day), day));
              });
    }
  }

  private static void assertSameNow(Seating before, Seating after) {
    assertEquals(before.held(), after.held());
    assertEquals(before.seats(), after.seats());
    assertEquals(before.reservations(), after.reservations());
    assertEquals(before.kits(), after.kits());
    assertEquals(before.cards().blocked(), after.cards().blocked());
  }

  @Test
  void the_figures_of_each_day_and_all_that_is_true_now_stay_and_nobody_is_named()
      throws Exception {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (OldTown town = town(seed)) {
        List<Event> was = town.events();
        Seating state = town.state();
        Retention.Done done = forget(town, Retention.STANDARD);
        assertTrue(done.personDays() > done.persons() && done.months() > 20, "seed " + seed);
        List<Event> is = town.events();
        assertEquals(was.size(), is.size());
        assertEquals(attendance(was).ofDays(OldTown.BEFORE), attendance(is).ofDays(OldTown.BEFORE));
        assertNobodyOldIsNamed(is);
        assertSameNow(state, town.state());
        assertSound(town);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void the_different_persons_of_months_and_years_are_kept_though_they_cannot_be_counted_again()
      throws Exception {
    try (OldTown town = town(1)) {
      Attendance was = attendance(town.events());
      Span campaign = new Span(LocalDate.of(2022, 7, 1), LocalDate.of(2022, 9, 22));
      Retention.Wish wish =
          new Retention.Wish(OldTown.BEFORE, OldTown.ZONE, List.of(campaign), false);
      Retention.Done _ = retention(town, step -> {}).run(wish, OldTown.NOW, "cli:test");
      List<Span> spans =
          List.of(
              new Span(LocalDate.of(2022, 5, 1), LocalDate.of(2022, 5, 31)),
              new Span(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 12, 31)),
              new Span(LocalDate.of(2021, 4, 1), LocalDate.of(2022, 3, 31)),
              // Of this one a part is not forgotten yet.
              new Span(LocalDate.of(2023, 4, 1), LocalDate.of(2024, 3, 31)),
              campaign);
      List<Figure> kept = LedgerRewrite.figures(town.ledger);
      for (Span span : spans) {
        Set<Figure> figures = new HashSet<>(was.figures(span));
        assertEquals(
            figures,
            new HashSet<>(kept.stream().filter(f -> isOf(f, span)).toList()),
            span::toString);
        assertTrue(figures.stream().anyMatch(f -> f.persons() < f.personDays()), span::toString);
      }
    }
  }

  private static boolean isOf(Figure figure, Span span) {
    return figure.first().equals(span.first()) && figure.last().equals(span.last());
  }

  @Test
  void forgetting_again_changes_nothing_and_a_year_later_the_next_year_goes() throws Exception {
    try (OldTown town = town(2)) {
      Retention.Done first = forget(town, Period.ofYears(4));
      assertTrue(first.events() > 0);
      List<Event> once = town.events();
      Retention.Mark mark = Retention.mark(town.ledger);
      Retention.Done again = forget(town, Period.ofYears(4));
      assertEquals(0, again.events() + again.personDays() + again.staff());
      assertEquals(once, town.events());
      assertEquals(mark, Retention.mark(town.ledger));
      Retention.Done next = forget(town, Retention.STANDARD);
      assertTrue(next.events() > 0 && next.months() < 15);
      assertNobodyOldIsNamed(town.events());
      assertSound(town);
      assertNotEquals(mark, Retention.mark(town.ledger));
    }
  }

  @Test
  void a_dry_run_tells_the_same_and_changes_nothing() throws Exception {
    try (OldTown town = town(3)) {
      List<Event> was = town.events();
      Retention.Wish dry = new Retention.Wish(OldTown.BEFORE, OldTown.ZONE, List.of(), true);
      Retention.Done told = retention(town, step -> {}).run(dry, OldTown.NOW, "cli:test");
      assertEquals(was, town.events());
      assertEquals(null, Retention.mark(town.ledger));
      assertEquals(told, forget(town, Retention.STANDARD));
    }
  }

  @Test
  void no_file_holds_what_was_forgotten_and_who_left_is_not_known_any_more() throws Exception {
    try (OldTown town = town(4)) {
      String leaver = pseudonym(town);
      assertTrue(found(town.folder, leaver) && found(town.folder, OldTown.LEAVER));
      assertTrue(found(town.folder, OldTown.OLD_NOTE));
      assertEquals(1, forget(town, Retention.STANDARD).staff());
      assertFalse(found(town.folder, leaver), "the pseudonym of who left");
      assertFalse(found(town.folder, OldTown.LEAVER), "the staff number of who left");
      assertFalse(found(town.folder, "k1:tag-that-was-lost"), "a tag");
      assertTrue(found(town.folder, "k1:tag-of-a-kit"), "a tag that is there still");
      assertFalse(found(town.folder, OldTown.OLD_NOTE), "what somebody wrote");
    }
  }

  private static String pseudonym(OldTown town) throws Exception {
    try (Connection db =
            DriverManager.getConnection("jdbc:sqlite:" + town.folder.resolve("roster.db"));
        Statement s = db.createStatement();
        var r =
            s.executeQuery(
                "SELECT person FROM pseudonym WHERE staff_id = '" + OldTown.LEAVER + "'")) {
      assertTrue(r.next());
      return r.getString(1);
    }
  }

  /** In any byte of the ledger and the roster, and of what lies beside them. */
  private static boolean found(Path folder, String what) throws IOException {
    String needle = new String(what.getBytes(UTF_8), ISO_8859_1);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.getFileName().toString().startsWith("acc")).toList()) {
        if (Files.readString(file, ISO_8859_1).contains(needle)) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void whenever_it_ends_the_ledger_is_the_old_one_or_the_new_one_and_the_next_run_does_the_rest()
      throws Exception {
    for (Retention.Step last : Retention.Step.values()) {
      try (OldTown town = town(2)) {
        List<Event> was = town.events();
        Path killed = Files.createTempDirectory(temp, "killed");
        Retention cut =
            retention(
                town,
                step -> {
                  if (step == last) {
                    copy(town.folder, killed); // what kill -9 leaves now
                    throw new DataException("cut after " + step);
                  }
                });
        assertThrows(
            DataException.class,
            () -> cut.run(OldTown.wish(Retention.STANDARD), OldTown.NOW, "cli:test"));
        assertWholeAndFinished(town, was, last);
        try (OldTown left = new OldTown(killed, 1, false)) {
          assertWholeAndFinished(left, was, last);
        }
      }
    }
  }

  private static void assertWholeAndFinished(OldTown town, List<Event> was, Retention.Step last)
      throws IOException {
    boolean isNew = last.compareTo(Retention.Step.COMMITTED) >= 0;
    assertSound(town);
    assertEquals(!isNew, was.equals(town.events()), last::toString);
    Retention.Done rest = forget(town, Retention.STANDARD);
    assertEquals(isNew, rest.events() == 0, last::toString);
    assertNobodyOldIsNamed(town.events());
    assertFalse(found(town.folder, OldTown.LEAVER), last::toString);
    assertFalse(found(town.folder, "k1:tag-that-was-lost"), last::toString);
    assertSound(town);
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        if (!file.toString().endsWith("-shm")) { // memory, which a power cut takes
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new DataException("cannot be copied", e);
    }
  }

  @Test
  void an_old_part_that_was_changed_since_is_found() throws Exception {
    try (OldTown town = town(3)) {
      Retention.Done _ = forget(town, Retention.STANDARD);
      change(
          town,
          "UPDATE event SET body = replace(CAST(body AS TEXT), 'A-01', 'A-02')"
              + " WHERE id < 200 AND kind = 'claimed'");
      DataException e =
          assertThrows(
              DataException.class, () -> LedgerCheck.check(town.ledger, (event, of) -> {}));
      assertTrue(String.valueOf(e.getMessage()).contains("something was changed"), e::getMessage);
    }
  }

  @Test
  void a_figure_or_a_part_that_the_audit_log_does_not_know_is_found() throws Exception {
    try (OldTown town = town(4)) {
      Retention.Done _ = forget(town, Retention.STANDARD);
      change(town, "UPDATE figure SET persons = persons + 1 WHERE office = '' AND department = ''");
      assertFalse(
          Objects.requireNonNull(Retention.mark(town.ledger)).isNotedIn(town.access.audit()));
    }
  }

  private static void change(OldTown town, String statement) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + town.ledger);
        Statement s = db.createStatement()) {
      s.execute(statement);
    }
  }

  @Test
  void a_tap_of_a_forgotten_day_that_comes_again_gets_its_answer_and_changes_nothing()
      throws Exception {
    try (OldTown town = town(1)) {
      Retention.Done _ = forget(town, Retention.STANDARD);
      List<Event> events = town.events();
      Event.Tapped old = null;
      for (Event event : events) {
        if (event instanceof Event.Tapped tapped
            && tapped.person() != null
            && tapped.tap().unit().equals("u1")
            && tapped.at().isBefore(OldTown.BEFORE.atStartOfDay(ZoneOffset.UTC).toInstant())) {
          old = tapped;
        }
      }
      assertNotNull(old);
      int seat = Integer.parseInt(old.reader().substring(old.reader().length() - 2));
      List<Decision> decisions = new ArrayList<>();
      try (SqliteLedger ledger = SqliteLedger.open(town.ledger)) {
        Allocator allocator = new Allocator(ledger, town.files(), past -> {});
        allocator
            .decide(
                List.of(
                    new Allocator.Request(
                        SmallTown.tap(old.tap().seq(), seat, 1, OldTown.NOW), decisions::add)))
            .answer();
      }
      assertEquals(List.of(new Decision.Answered(old.answer(), List.of())), decisions);
      assertEquals(events, town.events());
      assertSound(town);
    }
  }

  @Test
  void a_hub_goes_on_with_the_ledger_and_its_index_is_the_same_when_made_anew() throws Exception {
    try (OldTown town = town(2)) {
      Retention.Done _ = forget(town, Retention.STANDARD);
      SqliteLedger.rebuildIndex(town.ledger);
      assertSound(town);
      try (SqliteLedger ledger = SqliteLedger.open(town.ledger)) {
        ledger.append(List.of(new Event.UnclaimedUse(SmallTown.seat(1), OldTown.NOW)));
      }
      assertSound(town);
    }
  }

  @Test
  void a_ledger_of_which_all_is_old_goes_on_from_its_last_event() throws Exception {
    try (OldTown town = town(3)) {
      Retention.Wish all =
          new Retention.Wish(OldTown.TODAY.plusYears(2), OldTown.ZONE, List.of(), false);
      Retention.Done _ = retention(town, step -> {}).run(all, OldTown.NOW, "cli:test");
      try (SqliteLedger ledger = SqliteLedger.open(town.ledger)) {
        ledger.append(List.of(new Event.UnclaimedUse(SmallTown.seat(1), OldTown.NOW)));
      }
      assertSound(town);
    }
  }
}
