package city.seki.hub.retention;

import city.seki.config.rules.Event;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is named in an event: as the one it is about, or as the one who did it. */
final class Persons {
  private Persons() {}

  static Stream<String> of(Event event) {
    return switch (event) {
      case Event.Tapped e -> named(e.person());
      case Event.Claimed e -> named(e.person());
      case Event.Ended e -> named(e.person(), e.by());
      case Event.Reserved e -> named(e.reservation().person(), e.by());
      case Event.ReservationCancelled e -> named(e.by());
      case Event.ReservationCorrected e -> named(e.reservation().person());
      case Event.Corrected e ->
          named(
              e.before() == null ? null : e.before().person(),
              e.after() == null ? null : e.after().person());
      case Event.TakenOutOfService e -> named(e.by());
      case Event.PutIntoService e -> named(e.by());
      case Event.MeasureTaken e -> named(e.by());
      case Event.PopUpOpened e -> named(e.by());
      case Event.MeasureLifted e -> named(e.by());
      case Event.CardBlocked e -> named(e.by());
      case Event.CardUnblocked e -> named(e.by());
      case Event.CardLinked e -> named(e.person(), e.by());
      case Event.CardRenewed e -> named(e.by());
      case Event.CardKeyRetired e -> named(e.by());
      case Event.WishMade e -> named(e.wish().person());
      case Event.RoomBooked e -> named(e.booking().person(), e.by());
      case Event.RoomBookingCancelled e -> named(e.by());
      case Event.TagLinked e -> named(e.by());
      case Event.TagUnlinked e -> named(e.by());
      case Event.KitLent e -> named(e.person());
      case Event.KitReturned e -> named(e.by());
      case Event.WishWithdrawn e -> named();
      case Event.Drawn e -> named();
      case Event.WishLost e -> named();
      case Event.RoomChanged e -> named();
      case Event.DeviceChanged e -> named();
      case Event.ReservationTaken e -> named();
      case Event.NoShow e -> named();
      case Event.PresenceChanged e -> named();
      case Event.PresenceLost e -> named();
      case Event.UnclaimedUse e -> named();
      case Event.Learnt e -> named();
      case Event.Forgotten e -> named();
    };
  }

  private static Stream<String> named(@Nullable String... persons) {
    return Stream.of(persons).filter(Objects::nonNull);
  }
}
