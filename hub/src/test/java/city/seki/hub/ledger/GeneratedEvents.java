package city.seki.hub.ledger;

import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.KitId;
import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Booking;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Measure;
import city.seki.config.rules.Outage;
import city.seki.config.rules.PopUp;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationOutcome;
import city.seki.config.rules.Source;
import city.seki.config.rules.TapId;
import city.seki.config.rules.Wish;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Events of every kind, with every optional field there and not there. */
final class GeneratedEvents {
  /** How many kinds there are. */
  static final int KINDS = 36;

  private static final int ANSWERS = 7;

  private final Random random;

  GeneratedEvents(Random random) {
    this.random = random;
  }

  Event next() {
    return of(random.nextInt(KINDS));
  }

  private Event measure() {
    LocalDate from = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(9_999));
    boolean closes = random.nextBoolean();
    Measure measure =
        new Measure(
            text(),
            text(),
            closes ? null : random.nextInt(9_999),
            closes ? null : maybe(),
            from,
            closes || random.nextBoolean() ? from.plusDays(random.nextInt(300)) : null,
            text());
    return new Event.MeasureTaken(measure, text(), time());
  }

  private LocalDate day() {
    return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(9_999));
  }

  private Event wish() {
    Instant from = time();
    Wish wish =
        new Wish(
            "w-" + text(),
            text(),
            text(),
            maybe(),
            maybe(),
            day(),
            from,
            from.plusSeconds(1 + random.nextInt(30_000)));
    return new Event.WishMade(wish, time());
  }

  private Event popUp() {
    LocalDate from = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(9_999));
    PopUp popUp =
        new PopUp(
            text(),
            new RoomId("o1", "r1"),
            1 + random.nextInt(PopUp.MOST_SEATS),
            "P" + random.nextInt(99),
            "internet",
            from,
            from.plusDays(random.nextInt(PopUp.MOST_DAYS)),
            List.of(Slot.AM, Slot.PM, Slot.DAY).get(random.nextInt(3)),
            text(),
            null);
    return new Event.PopUpOpened(popUp, text(), time());
  }

  private Event outage() {
    Instant at = time();
    if (random.nextInt(3) == 0) {
      return new Event.TakenOutOfService(seat(), text(), text(), at);
    }
    Instant from = at.plusSeconds(random.nextBoolean() ? 0 : random.nextInt(1_000_000));
    Instant until = random.nextBoolean() ? null : from.plusSeconds(1 + random.nextInt(1_000_000));
    Outage outage = new Outage(any(Outage.Reason.values()), text(), from, until);
    return new Event.TakenOutOfService(seat(), outage, text(), at);
  }

  Event of(int kind) {
    return switch (kind) {
      case 0 -> tapped(answer(random.nextInt(ANSWERS)));
      case 1 -> new Event.Claimed(seat(), text(), text(), any(Source.values()), time(), time());
      case 2 -> new Event.Ended(seat(), text(), any(EndReason.values()), time(), maybe(), maybe());
      case 3 -> new Event.Reserved(reservation(), text(), time());
      case 4 -> new Event.ReservationTaken(text(), time());
      case 5 -> new Event.ReservationCancelled(text(), text(), time());
      case 6 -> new Event.NoShow(text(), time());
      case 7 -> outage();
      case 8 ->
          new Event.PutIntoService(seat(), maybe(), time(), random.nextBoolean() ? time() : null);
      case 9 -> new Event.PresenceChanged(seat(), random.nextBoolean(), time());
      case 10 -> new Event.UnclaimedUse(seat(), time());
      case 11 -> new Event.CardBlocked(text(), text(), time());
      case 12 -> new Event.CardUnblocked(text(), text(), time());
      case 13 -> new Event.CardLinked(text(), text(), text(), time());
      case 14 -> new Event.Learnt(tap(), answer(random.nextInt(ANSWERS)), time());
      case 15 -> new Event.Corrected(claim(), claim(), tap(), time());
      case 16 -> new Event.PresenceLost(seat(), time());
      case 17 ->
          new Event.RoomChanged(
              new RoomId("o1", "r1"), any(Occupancy.values()), random.nextLong(9), time());
      case 18 ->
          new Event.DeviceChanged(new DeviceId("o1", "d1"), any(DeviceState.values()), time());
      case 19 -> {
        Instant from = time();
        yield new Event.RoomBooked(
            new Booking(text(), new RoomId("o1", "r1"), text(), from, from.plusSeconds(1)),
            text(),
            time());
      }
      case 20 -> new Event.RoomBookingCancelled(text(), text(), time());
      case 21 -> new Event.TagLinked(kit(), text(), text(), time());
      case 22 -> new Event.TagUnlinked(kit(), text(), text(), time());
      case 23 -> new Event.KitLent(kit(), text(), time(), time());
      case 24 -> new Event.KitReturned(kit(), time(), maybe(), maybe());
      case 25 -> new Event.CardRenewed(text(), text(), text(), time());
      case 26 -> new Event.CardKeyRetired(text(), text(), time());
      case 27 -> new Event.Forgotten(time());
      case 28 -> measure();
      case 29 -> new Event.MeasureLifted(text(), text(), text(), time());
      case 30 -> popUp();
      case 31 -> wish();
      case 32 -> new Event.WishWithdrawn(text(), time());
      case 33 -> new Event.Drawn(text(), day(), maybe(), time());
      case 34 -> new Event.WishLost(text(), any(Refusal.values()), time());
      default ->
          new Event.ReservationCorrected(
              reservation(),
              any(ReservationOutcome.values()),
              any(ReservationOutcome.values()),
              tap(),
              time());
    };
  }

  Event.Tapped tapped(Answer answer) {
    return new Event.Tapped(
        tap(),
        text(),
        text(),
        maybe(),
        maybe(),
        time(),
        answer,
        random.nextBoolean(),
        random.nextBoolean() ? answer(random.nextInt(ANSWERS)) : null,
        random.nextBoolean());
  }

  private TapId tap() {
    return new TapId(text(), text(), random.nextLong(1, 1L << 53));
  }

  private @Nullable ClaimRecord claim() {
    Instant since = time();
    boolean current = random.nextBoolean();
    return random.nextInt(4) == 0
        ? null
        : new ClaimRecord(
            seat(),
            text(),
            text(),
            any(Source.values()),
            since,
            time(),
            current ? null : since.plusMillis(random.nextInt(100_000_000)),
            current ? null : any(EndReason.values()));
  }

  private Answer answer(int kind) {
    return switch (kind) {
      case 0 -> new Answer.Granted(seat(), time(), maybeTime());
      case 1 -> new Answer.Moved(seat(), seat(), time(), maybeTime());
      case 2 -> new Answer.Released(seat());
      case 3 -> new Answer.Assigned(seat(), time(), maybeTime());
      case 4 -> new Answer.Lent(kit(), time());
      case 5 -> new Answer.Returned(kit());
      default ->
          new Answer.Denied(
              any(DenyReason.values()), random.nextBoolean() ? seat() : null, maybeTime(), maybe());
    };
  }

  private Reservation reservation() {
    Instant from = time();
    return new Reservation(
        text(), seat(), text(), from, from.plusMillis(1 + random.nextInt(100_000_000)));
  }

  private KitId kit() {
    return new KitId("office-" + random.nextInt(9), "kit-" + random.nextInt(9));
  }

  private SeatId seat() {
    return new SeatId("office-" + random.nextInt(9), "A-" + random.nextInt(99));
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private Instant time() {
    return Instant.ofEpochMilli(random.nextLong(0, 4_000_000_000_000L));
  }

  private @Nullable Instant maybeTime() {
    return random.nextBoolean() ? time() : null;
  }

  private @Nullable String maybe() {
    return random.nextBoolean() ? text() : null;
  }

  private String text() {
    String[] odd = {
      "p-1", "席", "a\"b", "back\\slash", "line\nbreak", "\u0001", "", "😀", "k1:x-y_z"
    };
    return any(odd) + random.nextInt(1_000);
  }
}
