package city.seki.edge.survey;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Place;
import city.seki.config.rules.Claim;
import city.seki.config.rules.Seating;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/**
 * What of the office has to be known to tell whether a sensor is wrong.
 *
 * @param quiet whether nobody should be there: the office is closed, has been for {@link #AFTER},
 *     and will be for {@link #BEFORE}. People stay on and come early, and so does their breath
 * @param claimed the seats of which a tap says that somebody sits there
 */
public record Setting(boolean quiet, Set<String> claimed) {
  static final Duration AFTER = Duration.ofHours(2);
  static final Duration BEFORE = Duration.ofHours(1);

  public Setting {
    claimed = Set.copyOf(claimed);
  }

  /**
   * As a unit knows its office.
   *
   * @throws IllegalArgumentException if that state does not know the office
   */
  public static Setting of(Seating state, String office, Instant now) {
    Office its = state.city().office(office);
    if (its == null) {
      throw new IllegalArgumentException("nothing is known of office " + office);
    }
    Set<String> claimed = new HashSet<>();
    state
        .seats()
        .forEach(
            (id, seat) -> {
              Claim claim = seat.claim();
              // A floor that nobody has told of its closing time yet still holds what ended then.
              if (claim != null && id.office().equals(office) && claim.closes().isAfter(now)) {
                claimed.add(id.seat());
              }
            });
    return new Setting(isQuiet(state.city(), its, now), claimed);
  }

  private static boolean isQuiet(City city, Office office, Instant now) {
    LocalDate today = city.day(now);
    for (LocalDate day = today.minusDays(1);
        !day.isAfter(today.plusDays(1));
        day = day.plusDays(1)) {
      OpeningHours hours = city.hours(office, day);
      if (hours != null) {
        Instant first = day.atTime(hours.opens()).atZone(city.timeZone()).toInstant();
        Instant last = day.atTime(hours.closes()).atZone(city.timeZone()).toInstant();
        if (now.plus(BEFORE).isAfter(first) && now.minus(AFTER).isBefore(last)) {
          return false;
        }
      }
    }
    return true;
  }

  boolean isClaimed(Place place) {
    return switch (place) {
      case Place.AtSeat(String seat) -> claimed.contains(seat);
      case Place.InRoom _ -> false;
    };
  }
}
