package city.seki.hub.promise;

import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Event;
import city.seki.config.rules.Outage;
import org.jspecify.annotations.Nullable;

/**
 * Why a promise was taken back. It is in the event that follows the cancelling one in the same
 * commit and has its moment: promises go before the place does.
 */
public sealed interface Why {
  /** Who asks when the city's files have no place or no hours for it any more. */
  String FILES = "configuration";

  /** The word of the API. */
  String word();

  /** Facilities closed the office. */
  record Closed(String note) implements Why {
    @Override
    public String word() {
      return "closed";
    }
  }

  /** Facilities took the seat out of service. */
  record OutOfService(Outage.Reason reason, String note) implements Why {
    @Override
    public String word() {
      return "out-of-service";
    }
  }

  /** The room is a pop-up office then. */
  record PopUpOpened() implements Why {
    @Override
    public String word() {
      return "pop-up";
    }
  }

  /** The seat was of a pop-up office that is over. */
  record PopUpEnded() implements Why {
    @Override
    public String word() {
      return "pop-up-ended";
    }
  }

  /** The city's files do not have that place, or do not let this person there, any more. */
  record Files() implements Why {
    @Override
    public String word() {
      return "settings";
    }
  }

  /** Somebody who may took this one back. */
  record ByStaff() implements Why {
    @Override
    public String word() {
      return "facilities";
    }
  }

  /** What is known from the cancelling event alone. */
  static Why by(String who) {
    return who.equals(FILES) ? new Files() : new ByStaff();
  }

  /** Why that event takes promises of that seat back, null if it does not. */
  static @Nullable Why ofSeat(Event event, SeatId seat) {
    return switch (event) {
      case Event.TakenOutOfService out when out.seat().equals(seat) ->
          new OutOfService(out.outage().reason(), out.outage().note());
      case Event.MeasureLifted lifted when lifted.office().equals(seat.office()) ->
          new PopUpEnded();
      default -> closed(event, seat.office());
    };
  }

  /** Why that event takes bookings of that room back, null if it does not. */
  static @Nullable Why ofRoom(Event event, RoomId room) {
    return event instanceof Event.PopUpOpened opened && opened.popUp().room().equals(room)
        ? new PopUpOpened()
        : closed(event, room.office());
  }

  private static @Nullable Why closed(Event event, String office) {
    return event instanceof Event.MeasureTaken taken
            && taken.measure().isClosure()
            && taken.office().equals(office)
        ? new Closed(taken.measure().note())
        : null;
  }
}
