package city.seki.config.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What an office asks of those who reserve its seats. {@link #FREELY} asks for nothing.
 *
 * @param daysBefore on which day before that of the seat the office takes reservations last; 0 for
 *     the same day
 * @param until until when on that day; null where a seat may be reserved until its time is over
 * @param bindsFacilities whether this also holds for what facilities reserve for others
 * @param most how many reservations one person may have ahead at the office, 0 for any number
 * @param notSameSeatTwice whether nobody is promised the seat that they had last, or have next, as
 *     long as there is another one
 * @param lottery when lots are drawn for the seats of a day; null where whoever comes first has
 *     them
 */
public record Reserving(
    int daysBefore,
    @Nullable LocalTime until,
    boolean bindsFacilities,
    int most,
    boolean notSameSeatTwice,
    @Nullable Lottery lottery) {

  /**
   * When lots are drawn.
   *
   * @param daysBefore on which day before that of the seats
   * @param at when on that day
   */
  public record Lottery(int daysBefore, LocalTime at) {
    public Lottery {
      if (daysBefore < 1) {
        throw new IllegalArgumentException("lots are drawn 1 or more days before: " + daysBefore);
      }
    }

    /** When lots are drawn for the seats of that day. */
    public Instant draws(LocalDate day, ZoneId zone) {
      return day.minusDays(daysBefore).atTime(at).atZone(zone).toInstant();
    }
  }

  public static final Reserving FREELY = new Reserving(0, null, false, 0, false);

  /** Whoever comes first has the seat. */
  public Reserving(
      int daysBefore,
      @Nullable LocalTime until,
      boolean bindsFacilities,
      int most,
      boolean notSameSeatTwice) {
    this(daysBefore, until, bindsFacilities, most, notSameSeatTwice, null);
  }

  /** The same, and lots are drawn. */
  public Reserving drawing(Lottery when) {
    return new Reserving(daysBefore, until, bindsFacilities, most, notSameSeatTwice, when);
  }

  public Reserving {
    if (daysBefore < 0 || most < 0) {
      throw new IllegalArgumentException(
          "days before and reservations ahead are 0 or more, not " + daysBefore + " and " + most);
    }
  }

  /** The last moment at which a seat of that day may be reserved; null if none is said. */
  public @Nullable Instant last(LocalDate day, ZoneId zone) {
    return until == null ? null : day.minusDays(daysBefore).atTime(until).atZone(zone).toInstant();
  }
}
