package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Names;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatDays;
import city.seki.config.model.Slot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pop-up office: a room that is seats instead for some half days, and goes back to being a room
 * by itself.
 *
 * <p>Example: the room {@code kenshu} as 32 seats {@code P-01} to {@code P-32} in mornings and
 * afternoons of three days.
 *
 * @param seats how many
 * @param prefix what their names begin with
 * @param zone the network that they reach
 * @param from first day
 * @param to last day
 * @param half {@link Slot#AM} or {@link Slot#PM} of each of these days, or {@link Slot#DAY} for
 *     both
 * @param note why, in words
 * @param ended when it was ended before its time, null if it was not
 */
public record PopUp(
    String id,
    RoomId room,
    int seats,
    String prefix,
    String zone,
    LocalDate from,
    LocalDate to,
    Slot half,
    String note,
    @Nullable Instant ended) {
  /** A room that is an office for longer is one of the city's files. */
  public static final int MOST_DAYS = 92;

  public static final int MOST_SEATS = 200;

  private static final int LONGEST_PREFIX = 16;
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2099;
  private static final Set<Slot> HALVES = Set.of(Slot.AM, Slot.PM, Slot.DAY);

  /** A time in which it is there. */
  public record Window(Instant from, Instant to) {
    boolean overlaps(Instant start, Instant end) {
      return from.isBefore(end) && start.isBefore(to);
    }
  }

  /**
   * @throws IllegalArgumentException if it contradicts itself
   */
  public PopUp {
    if (seats < 1 || seats > MOST_SEATS) {
      throw new IllegalArgumentException("a room is 1 to " + MOST_SEATS + " seats, not " + seats);
    }
    if (!Names.isName(prefix) || prefix.length() > LONGEST_PREFIX) {
      throw new IllegalArgumentException(
          "a prefix is 1 to " + LONGEST_PREFIX + " of A-Z a-z 0-9 _ . -, a letter or digit first");
    }
    Names.require("zone", zone);
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("what begins on " + from + " cannot end on " + to);
    }
    if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw new IllegalArgumentException("a pop-up office lasts at most " + MOST_DAYS + " days");
    }
    if (from.getYear() < FIRST_YEAR || to.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException("expected days from " + FIRST_YEAR + " to " + LAST_YEAR);
    }
    if (!HALVES.contains(half)) {
      throw new IllegalArgumentException("expected am, pm or day, not " + half.word());
    }
  }

  /** The names of its seats, as rows of the city's files would have them. */
  public List<String> names() {
    return IntStream.rangeClosed(1, seats)
        .mapToObj(number -> prefix + (number < 10 ? "-0" : "-") + number)
        .toList();
  }

  /** When its seats are there: in those half days on which its office is open. */
  public SeatDays days(City city) {
    Office office = city.office(room.office());
    Map<LocalDate, OpeningHours> days = new TreeMap<>();
    if (office != null) {
      for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
        OpeningHours open = city.hours(office, day);
        OpeningHours part = open == null ? null : office.policy().slot(half, open);
        if (part != null) {
          days.put(day, part);
        }
      }
    }
    SeatDays all = new SeatDays(days);
    if (ended == null) {
      return all;
    }
    ZonedDateTime end = ended.atZone(city.timeZone());
    return all.until(end.toLocalDate(), end.toLocalTime().truncatedTo(ChronoUnit.SECONDS));
  }

  /** The same as moments, in their order. */
  public List<Window> windows(City city) {
    return days(city).sorted().entrySet().stream()
        .map(
            day ->
                new Window(
                    moment(city, day.getKey(), day.getValue(), true),
                    moment(city, day.getKey(), day.getValue(), false)))
        .toList();
  }

  private static Instant moment(City city, LocalDate day, OpeningHours hours, boolean first) {
    return day.atTime(first ? hours.opens() : hours.closes()).atZone(city.timeZone()).toInstant();
  }

  /** Whether all of it is over at that moment. */
  public boolean isOver(City city, Instant at) {
    List<Window> windows = windows(city);
    return windows.isEmpty() || !windows.getLast().to().isAfter(at);
  }

  /** Whether it shares a half day with the other. */
  boolean overlaps(PopUp other, City city) {
    List<Window> others = other.windows(city);
    return windows(city).stream()
        .anyMatch(w -> others.stream().anyMatch(o -> o.overlaps(w.from(), w.to())));
  }

  /** The same, beginning on that day if it would have begun before. */
  PopUp notBefore(LocalDate day) {
    return from.isBefore(day) && !to.isBefore(day)
        ? new PopUp(id, room, seats, prefix, zone, day, to, half, note, ended)
        : this;
  }

  /** The same, ended at that moment unless it was before. */
  PopUp endedAt(Instant at) {
    return ended != null
        ? this
        : new PopUp(id, room, seats, prefix, zone, from, to, half, note, at);
  }

  /** The same under that name. */
  public PopUp named(String name) {
    return new PopUp(name, room, seats, prefix, zone, from, to, half, note, ended);
  }

  /** The same with other words. */
  public PopUp noted(String words) {
    return new PopUp(id, room, seats, prefix, zone, from, to, half, words, ended);
  }
}
