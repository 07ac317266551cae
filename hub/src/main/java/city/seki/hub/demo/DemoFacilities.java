package city.seki.hub.demo;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Room;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Command;
import city.seki.config.rules.Measure;
import city.seki.config.rules.Outage;
import city.seki.config.rules.PopUp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demo's facilities have decided when somebody comes to look: a seat out of service, a cap
 * ahead, a room that is a pop-up office. All of it in some of the last offices, so that it is not
 * in the way of whoever tries the first ones, and not in one of three seats; a demo that starts
 * again on its data decides it again, and is refused what is there already.
 */
final class DemoFacilities {
  private static final String BY = "demo";
  private static final int SEATS = 12;
  private static final int DAYS = 5;
  private static final int CAP_IN_DAYS = 10;
  private static final int FEWEST = 3;

  private DemoFacilities() {}

  /** In that city at that moment; nothing in a city that has no place for it. */
  static List<Command> acts(City city, Instant now) {
    List<Office> offices = List.copyOf(city.offices().values());
    List<Command> acts = new ArrayList<>();
    if (offices.size() < FEWEST) {
      return acts;
    }
    LocalDate today = city.day(now);
    Office out = offices.get(offices.size() - FEWEST);
    Office capped = offices.get(offices.size() - 2);
    for (Office office : offices.reversed()) {
      Room free = office.rooms().stream().filter(r -> !r.booked()).findFirst().orElse(null);
      if (free != null) {
        acts.add(new Command.OpenPopUp(popUp(city, office, free, today), BY, now));
        break;
      }
    }
    List<String> seats = List.copyOf(out.seats().keySet());
    if (seats.size() > 1) {
      Outage outage =
          new Outage(
              Outage.Reason.BROKEN,
              "モニターの交換",
              now,
              today.plusDays(1).atTime(LocalTime.NOON).atZone(city.timeZone()).toInstant());
      SeatId seat = new SeatId(out.id(), seats.getLast());
      acts.add(new Command.TakeOutOfService(seat, outage, false, BY, now));
    }
    LocalDate from = today.plusDays(CAP_IN_DAYS);
    Measure cap =
        new Measure(
            "demo-cap-" + YearMonth.from(from),
            capped.id(),
            Math.max(1, capped.seats().size() / 2),
            null,
            from,
            from.plusDays(DAYS - 1L),
            "感染症対策");
    acts.add(new Command.TakeMeasure(cap, BY, now));
    return acts;
  }

  private static PopUp popUp(City city, Office office, Room room, LocalDate today) {
    return new PopUp(
        "demo-pop-up-" + today,
        new RoomId(office.id(), room.id()),
        SEATS,
        "P",
        city.zones().getLast(),
        today,
        today.plusDays(DAYS - 1L),
        Slot.DAY,
        "テレワーク体験会",
        null);
  }
}
