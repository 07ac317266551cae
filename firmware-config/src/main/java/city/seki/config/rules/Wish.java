package city.seki.config.rules;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody would like to have where lots are drawn for seats.
 *
 * @param seat the one that is wanted most, null for any
 * @param zone the only one that will do, null for any that the person is eligible for
 * @param day of the city, that of {@code from}
 * @param from from when, up to, not including, {@code to}
 */
public record Wish(
    String id,
    String person,
    String office,
    @Nullable String seat,
    @Nullable String zone,
    LocalDate day,
    Instant from,
    Instant to) {
  public Wish {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a wish from " + from + " cannot end " + to);
    }
    if (id.length() < 2 || id.charAt(0) != 'w') {
      throw new IllegalArgumentException("the name of a wish begins with w: " + id);
    }
  }

  /** The name of the wish for which that would have been given. */
  public static String of(Reservation given) {
    return given.id().isEmpty() ? "" : 'w' + given.id().substring(1);
  }

  /** The name of the reservation that is given for it. */
  public String reservation() {
    return 'r' + id.substring(1);
  }

  public boolean overlaps(Instant otherFrom, Instant otherTo) {
    return from.isBefore(otherTo) && otherFrom.isBefore(to);
  }
}
