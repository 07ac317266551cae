package city.seki.hub.promise;

import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.Event;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Promises that somebody else took back, so that their persons are told until the day is over; a
 * fold over the ledger. Safe for all threads.
 */
public final class TakenBack {
  /** After its end nobody looks for it. */
  private static final Duration KEPT = Duration.ofDays(1);

  /**
   * A promise that does not count any more.
   *
   * @param seat null for a room
   * @param room null for a seat
   * @param at when it was taken back
   */
  public record Lost(
      String office,
      @Nullable String seat,
      @Nullable String room,
      Instant from,
      Instant to,
      Instant at,
      Why why) {
    private Lost because(Why cause) {
      return new Lost(office, seat, room, from, to, at, cause);
    }

    private @Nullable Why told(Event next) {
      if (!next.at().equals(at)) {
        return null;
      }
      return seat == null
          ? room == null ? null : Why.ofRoom(next, new RoomId(office, room))
          : Why.ofSeat(next, new SeatId(office, seat));
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
      default -> explain(event);
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
    lost.add(new Entry(person, new Lost(office, seat, room, from, to, at, Why.by(by))));
  }

  private void explain(Event next) {
    lost.replaceAll(
        entry -> {
          Why why = entry.lost().why() instanceof Why.ByStaff ? entry.lost().told(next) : null;
          return why == null ? entry : new Entry(entry.person(), entry.lost().because(why));
        });
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
