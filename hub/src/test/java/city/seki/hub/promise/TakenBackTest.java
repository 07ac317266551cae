package city.seki.hub.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Booking;
import city.seki.config.rules.Event;
import city.seki.config.rules.Measure;
import city.seki.config.rules.Outage;
import city.seki.config.rules.PopUp;
import city.seki.config.rules.Reservation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told what of reservations that somebody else took back. */
class TakenBackTest {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  private final TakenBack takenBack = new TakenBack();

  private static Instant at(LocalDate day, String time) {
    return day.atTime(LocalTime.parse(time)).atZone(JAPAN).toInstant();
  }

  private void reserve(String id, String seat, String person, LocalDate day) {
    Reservation made =
        new Reservation(id, new SeatId("chuo", seat), person, at(day, "13:00"), at(day, "17:00"));
    takenBack.happened(new Event.Reserved(made, person, at(DAY, "08:00")));
  }

  private void cancel(String id, String by) {
    takenBack.happened(new Event.ReservationCancelled(id, by, at(DAY, "09:00")));
  }

  private List<String> told(String person, LocalDate today) {
    return takenBack.of(person, today, JAPAN).stream()
        .map(l -> l.seat() + " " + l.why().word())
        .toList();
  }

  @Test
  void the_person_is_told_why_and_nobody_else_is() {
    reserve("r1", "A-01", "aya", DAY);
    reserve("r2", "A-02", "ben", DAY);
    cancel("r1", "fac");
    Outage outage = new Outage(Outage.Reason.CLEANING, "", at(DAY, "09:00"), at(DAY, "18:00"));
    takenBack.happened(
        new Event.TakenOutOfService(new SeatId("chuo", "A-01"), outage, "fac", at(DAY, "09:00")));
    assertEquals(List.of("A-01 out-of-service"), told("aya", DAY));
    assertEquals(List.of(), told("ben", DAY));
  }

  @Test
  void a_closure_a_change_of_the_files_and_facilities_are_told_apart() {
    reserve("r1", "A-01", "aya", DAY);
    reserve("r2", "A-02", "ben", DAY);
    reserve("r3", "A-03", "chie", DAY);
    cancel("r1", "configuration");
    cancel("r2", "fac");
    Measure closure = new Measure("m1", "other", null, null, DAY, DAY, "台風");
    takenBack.happened(new Event.MeasureTaken(closure, "fac", at(DAY, "09:00")));
    assertEquals(List.of("A-01 settings"), told("aya", DAY));
    assertEquals(List.of("A-02 facilities"), told("ben", DAY), "another office is closed");
    cancel("r3", "fac");
    takenBack.happened(
        new Event.MeasureTaken(
            new Measure("m2", "chuo", null, null, DAY, DAY, "台風"), "fac", at(DAY, "09:00")));
    assertEquals(List.of("A-03 closed"), told("chie", DAY));
  }

  @Test
  void a_pop_up_office_takes_bookings_of_its_room_and_its_end_takes_promises_of_its_seats() {
    RoomId room = new RoomId("chuo", "R1");
    Booking booking = new Booking("b1", room, "aya", at(DAY, "13:00"), at(DAY, "14:00"));
    takenBack.happened(new Event.RoomBooked(booking, "aya", at(DAY, "08:00")));
    takenBack.happened(new Event.RoomBookingCancelled("b1", "fac", at(DAY, "09:00")));
    PopUp popUp = new PopUp("p1", room, 3, "P", "internet", DAY, DAY, Slot.PM, "trial", null);
    takenBack.happened(new Event.PopUpOpened(popUp, "fac", at(DAY, "09:00")));
    assertEquals(List.of("null pop-up"), told("aya", DAY));
    reserve("r1", "P-01", "ben", DAY);
    cancel("r1", "fac");
    takenBack.happened(new Event.MeasureLifted("p1", "chuo", "fac", at(DAY, "09:00")));
    assertEquals(List.of("P-01 pop-up-ended"), told("ben", DAY));
  }

  @Test
  void what_one_cancels_oneself_or_has_used_is_no_news_and_news_end_with_the_day() {
    reserve("r1", "A-01", "aya", DAY);
    cancel("r1", "aya");
    reserve("r2", "A-02", "aya", DAY);
    takenBack.happened(new Event.ReservationTaken("r2", at(DAY, "13:00")));
    cancel("r2", "fac");
    assertEquals(List.of(), told("aya", DAY));
    reserve("r3", "A-03", "aya", DAY.plusDays(2));
    cancel("r3", "fac");
    assertEquals(List.of("A-03 facilities"), told("aya", DAY));
    assertEquals(List.of("A-03 facilities"), told("aya", DAY.plusDays(2)), "the day itself");
    assertEquals(List.of(), told("aya", DAY.plusDays(3)));
  }
}
