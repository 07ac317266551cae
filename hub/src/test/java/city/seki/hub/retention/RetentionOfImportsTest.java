package city.seki.hub.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Source;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.history.Attended;
import city.seki.hub.history.Follower;
import city.seki.hub.history.History;
import city.seki.hub.history.HistoryRetention;
import city.seki.hub.history.PastImport;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.town.SmallTown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was imported is forgotten with the ledger, and counted together with it before. */
class RetentionOfImportsTest {
  private static final LocalDate OLD = LocalDate.of(2022, 7, 4);
  private static final LocalDate YOUNG = LocalDate.of(2026, 7, 6);
  private static final Scope MONTH = Scope.of(OLD.withDayOfMonth(1), LocalDate.of(2022, 7, 31));

  /** A town in which three came on two old days, two of them told by the ledger. */
  private static final class Town implements AutoCloseable {
    private final City city = SmallTown.city();
    private final DataDirectory data;
    private final RosterStore roster;
    private final AccessDatabase access;

    Town(Path folder) throws IOException {
      data = DataDirectory.use(folder.resolve("data"));
      roster = RosterStore.open(data.roster(), new SecureRandom());
      access = AccessDatabase.open(data.access());
      roster.replace(OldTown.people(4), LocalDate.of(2020, 4, 1));
      try (SqliteLedger ledger = SqliteLedger.open(data.ledger())) {
        ledger.append(came("staff-0001", 1, OLD));
        ledger.append(came("staff-0002", 2, OLD.plusDays(1)));
        ledger.append(came("staff-0001", 1, YOUNG));
      }
      Path csv =
          Files.writeString(
              folder.resolve("past.csv"),
              "date,staff_id,office,seat,start,end\n"
                  + line(OLD, "staff-0001", 1, "13:00,15:00")
                  + line(OLD, "staff-0003", 2, "09:00,11:00")
                  + line(OLD.plusDays(1), "staff-0003", 3, "13:00,16:00")
                  + line(YOUNG, "staff-0004", 3, "13:00,16:00"));
      follow();
      try (PastImport imports = PastImport.open(data, city.timeZone())) {
        PastImport.Against against =
            new PastImport.Against(
                city, OldTown.TODAY, roster.allPersons(), roster.membership(), null, false);
        assertEquals(
            PastImport.Imported.class,
            imports.read(csv, against, OldTown.NOW, "test", bytes -> {}, ready -> {}).getClass());
      }
      // The last two leave.
      roster.replace(OldTown.people(2), LocalDate.of(2026, 10, 1));
    }

    private static String line(LocalDate day, String staff, int seat, String times) {
      SeatId id = SmallTown.seat(seat);
      return "%s,%s,%s,%s,%s%n".formatted(day, staff, id.office(), id.seat(), times);
    }

    String person(String staff) {
      return Objects.requireNonNull(roster.allPersons().get(staff));
    }

    private List<Event> came(String staff, int seat, LocalDate day) {
      Instant at = OldTown.at(day, 9 * 60);
      SeatId id = SmallTown.seat(seat);
      String person = person(staff);
      return List.of(
          new Event.Claimed(id, person, "総務部", Source.TAP, at, OldTown.at(day, 17 * 60)),
          new Event.Ended(id, person, EndReason.RELEASED, at.plusSeconds(3_600), null, null));
    }

    void follow() {
      try (Follower follower = Follower.open(data.history(), data.ledger(), List.of())) {
        while (follower.step(city, OldTown.NOW)) {
          // until nothing is left
        }
        while (follower.tidy()) {
          // the same
        }
      }
    }

    History history() {
      return new History(data.history(), data.ledger(), city.timeZone(), roster::membership);
    }

    Retention.Done forget(Retention.@Nullable Step crash) {
      try (HistoryRetention history = HistoryRetention.open(data, city.timeZone())) {
        return new Retention(
                data.ledger(),
                roster,
                access.audit(),
                new SecureRandom(),
                step -> {
                  if (step == crash) {
                    throw new IllegalStateException("crash");
                  }
                },
                history)
            .run(OldTown.wish(Retention.STANDARD), OldTown.NOW, "test");
      }
    }

    boolean isDue() {
      try (HistoryRetention history = HistoryRetention.open(data, city.timeZone())) {
        return Retention.isDue(data.ledger(), OldTown.BEFORE, city.timeZone(), told -> {}, history);
      }
    }

    Set<String> persons(Scope scope) {
      List<Visit> rows = new ArrayList<>();
      history().visits(scope, rows::add);
      return rows.stream().map(Visit::person).collect(Collectors.toSet());
    }

    @Override
    public void close() {
      access.close();
      roster.close();
    }
  }

  @Test
  void figures_of_ledger_and_imports_stay_and_their_persons_go(@TempDir Path folder)
      throws IOException {
    try (Town town = new Town(folder)) {
      var before = town.history().count(MONTH);
      assertEquals(new Attended(3, 4, 3), before.total());
      String gone = town.person("staff-0003");
      assertTrue(town.isDue());
      Retention.Done done = town.forget(null);
      assertEquals(3, done.imported());
      assertFalse(town.isDue());
      assertEquals(before, town.history().count(MONTH), "of a month that is kept");
      town.follow();
      assertEquals(before, town.history().count(MONTH), "and counted anew");
      assertEquals(
          new Attended(Attended.FORGOTTEN, 4, 3),
          town.history().count(Scope.of(OLD, OLD.plusDays(1))).total(),
          "nobody knows who came on both days");
      assertEquals(new Attended(2, 2, 1), town.history().count(Scope.of(OLD, OLD)).total());
      assertTrue(town.persons(MONTH).stream().allMatch(p -> p.startsWith("day-")));
      assertEquals(
          Set.of(town.person("staff-0001"), town.person("staff-0004")),
          town.persons(Scope.of(YOUNG, YOUNG)),
          "of a day that is not old");
      assertEquals(
          Set.of("staff-0001", "staff-0002", "staff-0004"), town.roster.allPersons().keySet());
      assertFalse(
          Files.readString(town.data.history(), StandardCharsets.ISO_8859_1).contains(gone),
          "in no page");
      assertEquals(
          Map.of("総務部", 2L, "健康福祉部", 2L),
          town.history().staff(MONTH).departments(),
          "the staff of then");
    }
  }

  @Test
  void a_run_that_ends_anywhere_is_brought_to_its_end_by_the_next(@TempDir Path folder)
      throws IOException {
    for (Retention.Step step : Retention.Step.values()) {
      try (Town town = new Town(Files.createDirectory(folder.resolve(step.name())))) {
        var before = town.history().count(MONTH);
        assertThrows(IllegalStateException.class, () -> town.forget(step), step.name());
        var done = town.forget(null);
        assertEquals(before, town.history().count(MONTH), step.name());
        town.follow();
        assertEquals(before, town.history().count(MONTH), step + ", " + done);
        assertEquals(
            new Attended(Attended.FORGOTTEN, 4, 3),
            town.history().count(Scope.of(OLD, OLD.plusDays(1))).total(),
            step.name());
        assertFalse(town.isDue(), step.name());
      }
    }
  }
}
