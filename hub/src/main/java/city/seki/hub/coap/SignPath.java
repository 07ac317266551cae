package city.seki.hub.coap;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import city.seki.config.wire.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sign shows.
 *
 * @param seat null for the summary of the office
 */
record SignPath(String office, @Nullable String seat) {
  static final String OFFICES = "offices";
  static final String SEATS = "seats";
  static final String SUMMARY = "summary";

  /** The sign at that path, whether or not the city has it; null if no sign has such a path. */
  static @Nullable SignPath of(List<String> path) {
    if (path.size() == 3 && path.get(0).equals(OFFICES) && path.get(2).equals(SUMMARY)) {
      return new SignPath(path.get(1), null);
    }
    if (path.size() == 4 && path.get(0).equals(OFFICES) && path.get(2).equals(SEATS)) {
      return new SignPath(path.get(1), path.get(3));
    }
    return null;
  }

  boolean isIn(City city) {
    return seat == null ? city.office(office) != null : city.seat(new SeatId(office, seat)) != null;
  }

  /** The retained topic that says the same. */
  String topic() {
    return seat == null ? Topics.summary(office) : Topics.seat(new SeatId(office, seat));
  }
}
