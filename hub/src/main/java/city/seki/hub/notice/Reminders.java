package city.seki.hub.notice;

import city.seki.config.model.Office;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Seating;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which reservations are about to begin. Only one that was there earlier is told of: who reserves
 * for the next minutes needs no reminder. In memory: after a new start nobody is told twice, and
 * what began meanwhile is not told of. Confined to one thread.
 */
final class Reminders {
  /** So long before it begins. */
  static final Duration LEAD = Duration.ofMinutes(15);

  private final Set<String> ahead = new HashSet<>();

  /** Those that are due since the last look. */
  List<Occasion> look(Seating state, Instant now) {
    List<Occasion> due = new ArrayList<>();
    ahead.retainAll(state.reservations().keySet());
    for (Reservation promise : state.reservations().values()) {
      if (now.isBefore(promise.from().minus(LEAD))) {
        ahead.add(promise.id());
      } else if (ahead.remove(promise.id())
          && !promise.seat().equals(state.held().get(promise.person()))) {
        due.add(new Occasion.Soon(promise, kept(state, promise)));
      }
    }
    return due;
  }

  private static Instant kept(Seating state, Reservation promise) {
    Office office = state.city().office(promise.seat().office());
    Instant grace = office == null ? promise.from() : promise.from().plus(office.policy().grace());
    return grace.isBefore(promise.to()) ? grace : promise.to();
  }
}
