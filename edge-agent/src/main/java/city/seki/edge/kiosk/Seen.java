package city.seki.edge.kiosk;

import city.seki.edge.agent.FloorNow;
import city.seki.edge.survey.RoomsNow;
import org.jspecify.annotations.Nullable;

/**
 * All that a display is made from. Immutable.
 *
 * @param spoken what the kiosk said last, null if nothing yet
 * @param trouble whether its light says that it cannot answer
 */
record Seen(
    FloorNow floor, RoomsNow rooms, OfficeNews news, @Nullable Spoken spoken, boolean trouble) {
  static final Seen NOTHING =
      new Seen(FloorNow.NOTHING, RoomsNow.NOTHING, OfficeNews.NOTHING, null, true);

  Seen with(FloorNow now) {
    return new Seen(now, rooms, news, spoken, trouble);
  }

  Seen with(RoomsNow now) {
    return new Seen(floor, now, news, spoken, trouble);
  }

  Seen with(OfficeNews now) {
    return new Seen(floor, rooms, now, spoken, trouble);
  }

  Seen with(Spoken now) {
    return new Seen(floor, rooms, news, now, trouble);
  }

  Seen withTrouble(boolean now) {
    return new Seen(floor, rooms, news, spoken, now);
  }
}
