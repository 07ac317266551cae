package city.seki.hub.alert;

import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import city.seki.hub.alert.Alerts.Alert;
import city.seki.hub.alert.Alerts.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows for facilities from what happened at the seats. Pure. */
final class SeatAlerts {
  /** Every key of theirs begins so. */
  static final String OF_SEAT = "seat ";

  private SeatAlerts() {}

  static String key(SeatId seat) {
    return OF_SEAT + seat;
  }

  /** What happened in a moment, null if nothing that facilities look at. */
  static @Nullable Alert moment(Event event) {
    return switch (event) {
      case Event.Tapped tapped when isBlocked(tapped) ->
          new Alert(
              Kind.BLOCKED_CARD,
              tapped.at(),
              null,
              tapped.office(),
              tapped.reader(),
              tapped.tap().unit(),
              null);
      case Event.Corrected corrected -> conflict(corrected);
      default -> null;
    };
  }

  private static boolean isBlocked(Event.Tapped tapped) {
    return !tapped.repeated()
        && tapped.answer() instanceof Answer.Denied denied
        && denied.reason() == DenyReason.CARD_BLOCKED;
  }

  private static @Nullable Alert conflict(Event.Corrected corrected) {
    ClaimRecord claim = corrected.after();
    return claim == null || !corrected.isConflict()
        ? null
        : new Alert(
            Kind.CONFLICT,
            claim.since(),
            null,
            claim.seat().office(),
            new ReaderName.AtSeat(claim.seat().seat()).toString(),
            corrected.cause().unit(),
            null);
  }

  /** The seat of which an unclaimed use is over by that, null if of none. */
  static @Nullable SeatId over(Event event) {
    return switch (event) {
      case Event.Claimed claimed -> claimed.seat();
      case Event.PresenceChanged sensed when !sensed.present() -> sensed.seat();
      case Event.PresenceLost lost -> lost.seat();
      case Event.Corrected corrected -> held(corrected.after());
      default -> null;
    };
  }

  private static @Nullable SeatId held(@Nullable ClaimRecord claim) {
    return claim != null && claim.isCurrent() ? claim.seat() : null;
  }

  static Alert unclaimed(SeatId seat, Instant at) {
    return new Alert(
        Kind.UNCLAIMED_USE,
        at,
        null,
        seat.office(),
        new ReaderName.AtSeat(seat.seat()).toString(),
        null,
        null);
  }

  /** What lasts in that state, by its key. */
  static Map<String, Alert> lasting(Seating state) {
    Map<String, Alert> lasting = new LinkedHashMap<>();
    for (Map.Entry<SeatId, SeatState> entry : state.seats().entrySet()) {
      Instant since = entry.getValue().since();
      if (entry.getValue().unclaimedUse() && since != null) {
        lasting.put(key(entry.getKey()), unclaimed(entry.getKey(), since));
      }
    }
    return lasting;
  }
}
