package city.seki.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.Policy;
import city.seki.config.model.SeatId;
import city.seki.hub.history.AttendanceInMemory.Membership;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One week that anybody can count by hand. */
class AttendanceInMemoryTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final LocalDate MONDAY = LocalDate.of(2022, 7, 4);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);

  private final List<Visit> visits = new ArrayList<>();
  private final List<Membership> members = new ArrayList<>();

  private void came(
      String person, String department, LocalDate day, String office, String from, String to) {
    visits.add(visit(person, department, day, office, from, to));
  }

  private static Visit visit(
      String person,
      String department,
      LocalDate day,
      String office,
      String from,
      @Nullable String to) {
    return new Visit(
        day,
        new SeatId(office, "A-01"),
        person,
        department,
        day.atTime(LocalTime.parse(from)).atZone(TOKYO).toInstant(),
        to == null ? null : day.atTime(LocalTime.parse(to)).atZone(TOKYO).toInstant(),
        null,
        Visit.Origin.IMPORT);
  }

  private Attendance attendance() {
    return new AttendanceInMemory(visits, members, TOKYO);
  }

  private static Scope week() {
    return Scope.of(MONDAY, MONDAY.plusDays(4));
  }

  @Test
  void a_person_counts_once_a_day_however_often_and_wherever_they_sit() {
    came("p-1", "総務部", MONDAY, "east", "09:00", "10:00");
    came("p-1", "総務部", MONDAY, "east", "10:00", "12:00");
    came("p-1", "総務部", MONDAY, "west", "13:30", "17:00");
    came("p-1", "総務部", TUESDAY, "west", "09:00", "17:00");
    came("p-2", "財政部", MONDAY, "west", "13:00", "17:00");
    Attendance.Counted counted = attendance().count(week());
    assertEquals(new Attended(2, 3, 1), counted.total());
    assertEquals(
        Map.of("総務部", new Attended(1, 2, 0), "財政部", new Attended(1, 1, 1)), counted.departments());
    assertEquals(
        Map.of("east", new Attended(1, 1, 1), "west", new Attended(2, 3, 2)), counted.offices());
    assertEquals(
        Map.of(MONDAY, new Attended(2, 2, 1), TUESDAY, new Attended(1, 1, 0)), counted.days());
  }

  @Test
  void a_visit_of_no_time_is_none_and_one_that_lasts_is_one() {
    came("p-1", "総務部", MONDAY, "east", "09:00", "09:00");
    visits.add(visit("p-2", "総務部", MONDAY, "east", "09:00", null));
    assertEquals(new Attended(1, 1, 1), attendance().count(week()).total());
  }

  @Test
  void whoever_changes_department_on_a_day_is_in_both_and_once_in_all() {
    came("p-1", "総務部", MONDAY, "east", "09:00", "10:00");
    came("p-1", "財政部", MONDAY, "east", "14:00", "15:00");
    members.add(new Membership("p-1", "総務部", LocalDate.of(2020, 4, 1), MONDAY));
    members.add(new Membership("p-1", "財政部", TUESDAY, null));
    Attendance.Counted counted = attendance().count(week());
    assertEquals(new Attended(1, 1, 0), counted.total());
    assertEquals(Set.of("総務部", "財政部"), counted.departments().keySet());
    assertEquals(new Attendance.Staff(1, Map.of("総務部", 1L, "財政部", 1L)), attendance().staff(week()));
    assertEquals(
        new Attendance.Staff(1, Map.of("財政部", 1L)), attendance().staff(Scope.of(TUESDAY, TUESDAY)));
  }

  @Test
  void offices_and_departments_narrow_what_is_counted() {
    came("p-1", "総務部", MONDAY, "east", "09:00", "10:00");
    came("p-2", "財政部", MONDAY, "west", "09:00", "10:00");
    Scope east = new Scope(MONDAY, MONDAY, Set.of("east"), Set.of());
    assertEquals(Set.of("総務部"), attendance().count(east).departments().keySet());
    Scope finance = new Scope(MONDAY, MONDAY, Set.of(), Set.of("財政部"));
    List<Visit> rows = new ArrayList<>();
    attendance().visits(finance, rows::add);
    assertEquals(List.of(visits.get(1)), rows);
    assertEquals(
        Attended.NONE,
        attendance().count(new Scope(MONDAY, MONDAY, Set.of("east"), Set.of("財政部"))).total());
  }

  @Test
  void the_halves_of_a_day_are_the_slots_of_the_offices_policy() {
    assertEquals(Halves.MORNING, touched("08:30", "12:00"));
    assertEquals(Halves.MORNING, touched("08:30", "13:00"));
    assertEquals(Halves.NONE, touched("12:00", "13:00"));
    assertEquals(Halves.AFTERNOON, touched("12:00", "13:01"));
    assertEquals(Halves.BOTH, touched("11:59", "13:01"));
    assertEquals(Halves.MORNING, touched("09:00", null));
    assertEquals(Halves.AFTERNOON, touched("13:00", null));
    assertEquals(Halves.NONE, touched("12:30", null));
  }

  private static int touched(String from, @Nullable String to) {
    return Halves.touched(visit("p", "d", MONDAY, "east", from, to), Policy.STANDARD, TOKYO);
  }
}
