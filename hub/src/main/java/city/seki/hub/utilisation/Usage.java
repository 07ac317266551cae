package city.seki.hub.utilisation;

import city.seki.config.model.City;
import city.seki.hub.history.History;
import java.time.Instant;
import java.time.LocalDate;

/** Reads how seats, rooms and devices were used. Safe for all threads. */
public final class Usage {
  private final History history;

  public Usage(History history) {
    this.history = history;
  }

  /**
   * What is known of a time.
   *
   * @param city as it was on its last day
   * @param begins the first day of which anything is known, the last day of all if nothing is
   */
  record Known(City city, LocalDate begins, UseSum sum) {}

  /**
   * @param now what is open on record lasts to here; later days are not yet
   */
  Known of(LocalDate first, LocalDate last, Wanted wanted, Instant now) {
    return history.asking(
        db -> {
          UseDays days = new UseDays(db);
          LocalDate begins = days.begins();
          return new Known(
              days.city(last),
              begins == null ? LocalDate.MAX : begins,
              days.sum(first, last, wanted, now));
        });
  }
}
