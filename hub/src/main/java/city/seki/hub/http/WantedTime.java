package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Slot;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.ReservationRules;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** When somebody wants a seat or room: a slot of a day, or from a time to another. */
final class WantedTime {
  private WantedTime() {}

  /**
   * @throws BadMessage if it names no time
   * @throws Problem 409 if the office does not offer that slot on that day
   */
  static ReservationRules.Interval of(City city, Office office, JsonFields body) throws BadMessage {
    LocalDate date = body.has("date") ? body.word("date", WantedTime::date) : null;
    if (!body.has("slot")) {
      Instant from = moment(city, date, body, "from");
      Instant to = moment(city, date, body, "to");
      if (!from.isBefore(to)) {
        throw new BadMessage("$.to", "expected a time after from");
      }
      return new ReservationRules.Interval(from, to);
    }
    Slot slot = body.word("slot", Slot::of);
    if (slot == Slot.EXPLICIT || date == null) {
      throw new BadMessage("$", "expected date and slot am, pm or day; or from and to");
    }
    ReservationRules.Interval interval = ReservationRules.interval(city, office, date, slot);
    if (interval == null) {
      boolean closed = city.hours(office, date) == null;
      throw Problem.refused((closed ? Refusal.OFFICE_CLOSED : Refusal.SLOT_NOT_OFFERED).word());
    }
    return interval;
  }

  static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a date such as 2026-11-21", e);
    }
  }

  /** A time of that day as {@code HH:mm}, or any moment as RFC 3339. */
  private static Instant moment(City city, @Nullable LocalDate date, JsonFields body, String name)
      throws BadMessage {
    if (date == null || body.text(name).length() > 8) {
      return body.moment(name).toInstant();
    }
    LocalTime time = body.word(name, WantedTime::time);
    return date.atTime(time).atZone(city.timeZone()).toInstant();
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a time such as 09:30", e);
    }
  }
}
