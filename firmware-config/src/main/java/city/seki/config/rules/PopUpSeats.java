package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatDays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Puts the seats of pop-up offices into the city. Pure: the same city and pop-up offices, in
 * whatever order, give the same seats.
 *
 * <p>Never broken: a seat of the files stays what it is; a seat that two pop-up offices share, one
 * after the other, has the days of both.
 */
public final class PopUpSeats {
  /** A row on the plan is not longer than this, nor than the office's own. */
  private static final int COLUMNS = 8;

  private PopUpSeats() {}

  /** That city with all those seats. */
  public static City in(City city, Collection<PopUp> popUps) {
    if (popUps.isEmpty()) {
      return city;
    }
    List<PopUp> ordered =
        popUps.stream().sorted(Comparator.comparing(PopUp::from).thenComparing(PopUp::id)).toList();
    Map<String, Office> offices = new LinkedHashMap<>(city.offices());
    for (PopUp popUp : ordered) {
      SeatDays days = popUp.days(city);
      if (!days.isEmpty()) {
        offices.computeIfPresent(popUp.room().office(), (id, office) -> with(office, popUp, days));
      }
    }
    return new City(
        city.name(),
        city.timeZone(),
        city.zones(),
        offices,
        city.units(),
        city.campaigns(),
        city.holidays());
  }

  /** They lie below the office's other seats, with an aisle between. */
  private static Office with(Office office, PopUp popUp, SeatDays days) {
    Map<String, Seat> seats = new LinkedHashMap<>(office.seats());
    int columns = Math.max(COLUMNS, 1 + most(office.lasting(), Seat::x));
    int top = seats.isEmpty() ? 0 : most(office, Seat::y) + 2;
    int place = 0;
    for (String name : popUp.names()) {
      Seat known = seats.get(name);
      SeatDays before = known == null ? null : known.days();
      if (known == null) {
        seats.put(
            name,
            new Seat(
                name, popUp.zone(), place % columns, top + place / columns, false, false, days));
        place++;
      } else if (before != null) {
        seats.put(
            name,
            new Seat(name, popUp.zone(), known.x(), known.y(), false, false, before.and(days)));
      }
    }
    return office.withSeats(seats);
  }

  private static int most(Office office, ToIntFunction<Seat> where) {
    return office.seats().values().stream().mapToInt(where).max().orElse(0);
  }
}
