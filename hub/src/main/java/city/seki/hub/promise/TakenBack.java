package city.seki.hub.promise;

import city.seki.config.rules.Booking;
import city.seki.config.rules.Event;
import city.seki.config.rules.Outage;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Promises that somebody else took back, so that their persons are told until the day is over; a
 * fold over the ledger. Safe for all threads.
 *
 * <p>Why it was taken back is in the event that follows it in the same commit: promises go before
 * the seat does.
 */
public final class TakenBack {
  /** After its end nobody looks for it. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** Who asks when the city's files have no place or no hours for it any more. */
  private static final String FILES = "configuration";

  /** What came between a person and the place. */
  public enum Why {
    /** The seat may not be used then. */
    OUT_OF_SERVICE,
    /** The office is closed on that day. */
    CLOSED,
    /** The city's files have no place or no hours for it any more. */
    SETTINGS,
    /** The room is a pop-up office then. */
    POP_UP,
    /** The seat was of a pop-up office that is over. */
    POP_UP_ENDED,
    /** Facilities took this one back. */
    FACILITIES;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A promise that does not count any more.
   *
   * @param seat null for a room
   * @param room null for a seat
   * @param at when it was taken back
   * @param reason why the seat is out of service; null where it is not
   */
  public record Lost(
      String office,
      @Nullable String seat,
      @Nullable String room,
      Instant from,
      Instant to,
      Instant at,
      Why why,
      Outage.@Nullable Reason reason) {
    private Lost because(Why cause, Outage.@Nullable Reason word) {
      return new Lost(office, seat, room, from, to, at, cause, word);
    }
  }

  private record Entry(String person, Lost lost) {}

  /** Of rooms nobody tells that they were used: they go when their time is long over. */
  private final Map<String, Booking> rooms = new HashMap<>();

  private final Map<String, Reservation> seats = new HashMap<>();
  private final List<Entry> lost = new ArrayList<>();

  /** Takes in what happened; events of other kinds change nothing. */
  public synchronized void happened(Event event) {
    switch (event) {
      case Event.Reserved e -> seats.put(e.reservation().id(), e.reservation());
      case Event.ReservationTaken e -> seats.remove(e.reservation());
      case Event.NoShow e -> seats.remove(e.reservation());
      case Event.ReservationCorrected e -> {
        if (e.after() == ReservationOutcome.OPEN) {
          seats.put(e.reservation().id(), e.reservation());
        } else {
          seats.remove(e.reservation().id());
        }
      }
      case Event.ReservationCancelled e -> {
        Reservation gone = seats.remove(e.reservation());
        if (gone != null && !gone.person().equals(e.by())) {
          String office = gone.seat().office();
          String seat = gone.seat().seat();
          lose(gone.person(), office, seat, null, gone.from(), gone.to(), e.at(), e.by());
        }
      }
      case Event.RoomBooked e -> {
        rooms.values().removeIf(booking -> booking.to().plus(KEPT).isBefore(e.at()));
        rooms.put(e.booking().id(), e.booking());
      }
      case Event.RoomBookingCancelled e -> {
        Booking gone = rooms.remove(e.booking());
        if (gone != null && !gone.person().equals(e.by())) {
          String office = gone.room().office();
          String room = gone.room().room();
          lose(gone.person(), office, null, room, gone.from(), gone.to(), e.at(), e.by());
        }
      }
      case Event.TakenOutOfService e ->
          explain(
              lost ->
                  lost.at().equals(e.at())
                      && lost.office().equals(e.seat().office())
                      && e.seat().seat().equals(lost.seat()),
              Why.OUT_OF_SERVICE,
              e.outage().reason());
      case Event.MeasureTaken e ->
          explain(
              lost -> lost.at().equals(e.at()) && lost.office().equals(e.office()),
              Why.CLOSED,
              null);
      case Event.PopUpOpened e ->
          explain(
              lost ->
                  lost.at().equals(e.at())
                      && lost.office().equals(e.office())
                      && e.popUp().room().room().equals(lost.room()),
              Why.POP_UP,
              null);
      case Event.MeasureLifted e ->
          explain(
              lost ->
                  lost.at().equals(e.at())
                      && lost.office().equals(e.office())
                      && lost.seat() != null,
              Why.POP_UP_ENDED,
              null);
      default -> {} // of no promise
    }
  }

  private void lose(
      String person,
      String office,
      @Nullable String seat,
      @Nullable String room,
      Instant from,
      Instant to,
      Instant at,
      String by) {
    lost.removeIf(entry -> entry.lost().to().plus(KEPT).isBefore(at));
    Why why = by.equals(FILES) ? Why.SETTINGS : Why.FACILITIES;
    lost.add(new Entry(person, new Lost(office, seat, room, from, to, at, why, null)));
  }

  private void explain(Predicate<Lost> which, Why why, Outage.@Nullable Reason reason) {
    lost.replaceAll(
        entry ->
            entry.lost().why() == Why.FACILITIES && which.test(entry.lost())
                ? new Entry(entry.person(), entry.lost().because(why, reason))
                : entry);
  }

  /** What that person lost of that day and later ones, in order of time. */
  public synchronized List<Lost> of(String person, LocalDate today, ZoneId zone) {
    Instant midnight = today.atStartOfDay(zone).toInstant();
    return lost.stream()
        .filter(entry -> entry.person().equals(person))
        .map(Entry::lost)
        .filter(gone -> !gone.from().isBefore(midnight))
        .sorted(Comparator.comparing(Lost::from))
        .toList();
  }
}
