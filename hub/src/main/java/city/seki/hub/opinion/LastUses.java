package city.seki.hub.opinion;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.Slot;
import city.seki.config.rules.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The use of today that each person may still be asked about: the last one that is over. It is in
 * memory only, and taken out when it is answered; so each is asked about once at most, and nothing
 * on the disk says who was asked or answered. After a new start nobody is asked about uses before
 * it. Safe for all threads.
 */
public final class LastUses {
  /** Whoever sat there for less has nothing to say of it. */
  static final Duration SHORTEST = Duration.ofMinutes(10);

  private final Map<String, Event.Claimed> running = new HashMap<>();
  private final Map<String, Use> over = new HashMap<>();
  private LocalDate today = LocalDate.MIN;

  /** Takes in what happened in that city; events of other kinds change nothing. */
  public synchronized void happened(Event event, City city) {
    switch (event) {
      case Event.Claimed claimed -> {
        passed(city.day(claimed.at()));
        running.put(claimed.person(), claimed);
      }
      case Event.Ended ended -> {
        Event.Claimed began = running.remove(ended.person());
        if (began != null && began.seat().equals(ended.seat())) {
          over(began, ended.at(), city);
        }
      }
      default -> {} // no use begins or ends
    }
  }

  private void over(Event.Claimed began, Instant end, City city) {
    Office office = city.office(began.seat().office());
    Seat place = city.seat(began.seat());
    if (office == null
        || place == null
        || !office.policy().asksAfterUse()
        || Duration.between(began.at(), end).compareTo(SHORTEST) < 0) {
      return;
    }
    var since = began.at().atZone(city.timeZone());
    boolean morning = since.toLocalTime().isBefore(office.policy().amEnds());
    passed(since.toLocalDate());
    over.put(
        began.person(),
        new Use(began.seat(), place.zone(), since.toLocalDate(), morning ? Slot.AM : Slot.PM));
  }

  /** Nobody is asked on another day. */
  private void passed(LocalDate day) {
    if (day.isAfter(today)) {
      today = day;
      over.values().removeIf(use -> use.day().isBefore(day));
    }
  }

  /** The use that this person may be asked about on that day; null if there is none. */
  public synchronized @Nullable Use of(String person, LocalDate day) {
    Use use = over.get(person);
    return use != null && use.day().equals(day) ? use : null;
  }

  /** The same for the last time: whoever takes it has answered, or will not. */
  public synchronized @Nullable Use take(String person, LocalDate day) {
    Use use = of(person, day);
    over.remove(person);
    return use;
  }
}
