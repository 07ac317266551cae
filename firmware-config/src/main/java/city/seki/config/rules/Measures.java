package city.seki.config.rules;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What facilities decided beside the city's files. All rules look at {@link #city()}, in which it
 * is as if the files said it.
 *
 * @param files the city as its files are
 * @param taken by their ids; those that are long over are not in it
 * @param popUps by their ids, the same of them; one that was ended says when
 */
public record Measures(
    City files, PMap<String, Event.MeasureTaken> taken, PMap<String, Event.PopUpOpened> popUps) {
  /**
   * A unit may deliver taps of so many days ago; that an office was closed then counts for them.
   */
  private static final int KEPT_DAYS = 40;

  static Measures none(City files) {
    return new Measures(files, HashTreePMap.empty(), HashTreePMap.empty());
  }

  Measures on(City other) {
    return new Measures(other, taken, popUps);
  }

  /** Whether one of that name is there. */
  boolean knows(String id) {
    return taken.containsKey(id) || popUps.containsKey(id);
  }

  Measures take(Event.MeasureTaken now, LocalDate today) {
    Measures kept = kept(today);
    return new Measures(files, kept.taken.plus(now.measure().id(), now), kept.popUps);
  }

  Measures open(Event.PopUpOpened now, LocalDate today) {
    Measures kept = kept(today);
    return new Measures(files, kept.taken, kept.popUps.plus(now.popUp().id(), now));
  }

  private Measures kept(LocalDate today) {
    LocalDate first = today.minusDays(KEPT_DAYS);
    PMap<String, Event.MeasureTaken> left = taken;
    for (Event.MeasureTaken old : taken.values()) {
      if (old.measure().isOver(first)) {
        left = left.minus(old.measure().id());
      }
    }
    PMap<String, Event.PopUpOpened> there = popUps;
    for (Event.PopUpOpened old : popUps.values()) {
      if (old.popUp().to().isBefore(first)) {
        there = there.minus(old.popUp().id());
      }
    }
    return new Measures(files, left, there);
  }

  /** A pop-up office that is ended was one until then: taps of that time may still come. */
  Measures lift(String id, Instant at) {
    Event.PopUpOpened made = popUps.get(id);
    return made == null
        ? new Measures(files, taken.minus(id), popUps)
        : new Measures(
            files,
            taken,
            popUps.plus(id, new Event.PopUpOpened(made.popUp().endedAt(at), made.by(), made.at())));
  }

  /** The city with all that in it. */
  City city() {
    if (taken.isEmpty() && popUps.isEmpty()) {
      return files;
    }
    Map<String, Office> offices = new LinkedHashMap<>(files.offices());
    for (Event.MeasureTaken event : taken.values()) {
      Measure measure = event.measure();
      offices.computeIfPresent(measure.office(), (id, office) -> with(office, measure));
    }
    City measured =
        new City(
            files.name(),
            files.timeZone(),
            files.zones(),
            offices,
            files.units(),
            files.campaigns(),
            files.holidays());
    return PopUpSeats.in(measured, popUps.values().stream().map(Event.PopUpOpened::popUp).toList());
  }

  /** The files may have taken the last seat of that zone away since. */
  private static boolean hasSeats(Office office, @Nullable String zone) {
    return zone == null
        || office.seats().values().stream().anyMatch(seat -> seat.zone().equals(zone));
  }

  private static Office with(Office office, Measure measure) {
    Set<LocalDate> closures = new HashSet<>(office.closures());
    List<Cap> caps = new ArrayList<>(office.caps());
    if (measure.people() == null) {
      if (measure.to() != null) {
        measure.from().datesUntil(measure.to().plusDays(1)).forEach(closures::add);
      }
    } else if (hasSeats(office, measure.zone())) {
      caps.add(new Cap(measure.people(), measure.zone(), measure.from(), measure.to()));
    }
    return new Office(
        office.id(),
        office.name(),
        office.hours(),
        office.opensOnHolidays(),
        closures,
        caps,
        office.policy(),
        office.seats(),
        office.rooms(),
        office.kits());
  }
}
