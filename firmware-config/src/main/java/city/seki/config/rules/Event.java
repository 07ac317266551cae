package city.seki.config.rules;

import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.KitId;
import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What happened, in the past tense, for ever: the ledger holds these and nothing else, and the
 * state of every seat is a fold over them.
 */
public sealed interface Event {
  Instant at();

  /**
   * A tap was answered. It changes no seat by itself; what it changed follows as events of its own.
   *
   * @param office the office that the unit stands in
   * @param reader {@code seat:…}, {@code kiosk:…} or {@code phone:…}
   * @param person null for a card that belongs to nobody
   * @param card the digest of a card that belongs to nobody, so that it can be linked, or of a
   *     kit's tag; else null
   * @param repeated whether this only repeats the answer that the same card just had
   * @param told what the unit, when it was alone, told the person; null where it told nothing
   * @param unseen whether the answer came too late for the person to see it
   */
  record Tapped(
      TapId tap,
      String office,
      String reader,
      @Nullable String person,
      @Nullable String card,
      Instant at,
      Answer answer,
      boolean repeated,
      @Nullable Answer told,
      boolean unseen)
      implements Event {}

  /**
   * It became known what a unit, when it was alone, told at a tap that was answered already.
   *
   * @param at when the card was tapped
   */
  record Learnt(TapId tap, Answer told, Instant at) implements Event {}

  /**
   * A person holds a seat from now on.
   *
   * @param department the person's department at that moment
   * @param closes when the office closes that day
   */
  record Claimed(
      SeatId seat, String person, String department, Source source, Instant at, Instant closes)
      implements Event {}

  /**
   * A person does not hold the seat any more.
   *
   * @param by who ended it, for {@link EndReason#BY_STAFF}
   * @param note why, in that person's words
   */
  record Ended(
      SeatId seat,
      String person,
      EndReason reason,
      Instant at,
      @Nullable String by,
      @Nullable String note)
      implements Event {}

  record Reserved(Reservation reservation, String by, Instant at) implements Event {}

  /** The person came: the promise is kept. */
  record ReservationTaken(String reservation, Instant at) implements Event {}

  record ReservationCancelled(String reservation, String by, Instant at) implements Event {}

  /** Nobody came within the grace. */
  record NoShow(String reservation, Instant at) implements Event {}

  /**
   * A seat may not be used for a time, instead of what was said of it before.
   *
   * @param outage begins at {@code at} or later
   */
  record TakenOutOfService(SeatId seat, Outage outage, String by, Instant at) implements Event {
    /** From now on, with an open end. */
    public TakenOutOfService(SeatId seat, String by, String note, Instant at) {
      this(seat, Outage.open(note, at), by, at);
    }
  }

  /**
   * A seat may be used again, or is to be out no more.
   *
   * @param by null where the outage ended by itself
   * @param begun when the outage began or would have, null where that is not on record
   */
  record PutIntoService(SeatId seat, @Nullable String by, Instant at, @Nullable Instant begun)
      implements Event {
    public PutIntoService(SeatId seat, String by, Instant at) {
      this(seat, by, at, null);
    }
  }

  /** What facilities decided for an office and some days; what it ended is in events of its own. */
  sealed interface OfMeasure extends Event {
    String office();
  }

  record MeasureTaken(Measure measure, String by, Instant at) implements OfMeasure {
    @Override
    public String office() {
      return measure.office();
    }
  }

  /** A room becomes seats for some half days; it goes back by itself. */
  record PopUpOpened(PopUp popUp, String by, Instant at) implements OfMeasure {
    @Override
    public String office() {
      return popUp.room().office();
    }
  }

  /** A measure does not count any more, or a pop-up office is over before its time. */
  record MeasureLifted(String id, String office, String by, Instant at) implements OfMeasure {}

  record PresenceChanged(SeatId seat, boolean present, Instant at) implements Event {}

  /** Nothing that could tell whether somebody sits there does any more. */
  record PresenceLost(SeatId seat, Instant at) implements Event {}

  /** Somebody sits there without a claim for longer than the office allows. */
  record UnclaimedUse(SeatId seat, Instant at) implements Event {}

  record CardBlocked(String card, String by, Instant at) implements Event {}

  record CardUnblocked(String card, String by, Instant at) implements Event {}

  record CardLinked(String card, String person, String by, Instant at) implements Event {}

  /** What became of the keys under which cards are known; no seat changes by it. */
  sealed interface OfCardKey extends Event {}

  /**
   * A card came that was known under the key before: from now on it is known under both.
   *
   * @param card its digest under the new key
   * @param before its digest under the key before
   * @param by the unit at which it was tapped
   */
  record CardRenewed(String card, String before, String by, Instant at) implements OfCardKey {}

  /**
   * No card is known under that key any more: what was said of a digest under it is said of its
   * twin, or of no card.
   *
   * @param key its id
   */
  record CardKeyRetired(String key, String by, Instant at) implements OfCardKey {}

  /**
   * Here was something about a card or a tag that is over for longer than the retention time; the
   * state now does not follow from it.
   */
  record Forgotten(Instant at) implements Event {}

  /**
   * What became of wishes where lots are drawn; what a draw gives are reservations of their own.
   */
  sealed interface OfLottery extends Event {}

  record WishMade(Wish wish, Instant at) implements OfLottery {}

  /** Its person takes it back. */
  record WishWithdrawn(String wish, Instant at) implements OfLottery {}

  /**
   * Lots were drawn: all wishes for that day at that office are decided, in the events that follow
   * in the same commit. With the seed, and what was before, anybody can draw again.
   *
   * @param seed in hexadecimal; null where the day had begun before anybody could draw
   */
  record Drawn(String office, LocalDate day, @Nullable String seed, Instant at)
      implements OfLottery {}

  /** No seat was given for a wish. */
  record WishLost(String wish, Refusal reason, Instant at) implements OfLottery {}

  /** What happened to rooms and devices; no seat changes by it. */
  sealed interface OfRoom extends Event {}

  /**
   * Somebody came into a room or the last one left, or their number changed, as far as is known.
   *
   * @param people how many, null where nobody counts them
   */
  record RoomChanged(RoomId room, Occupancy occupancy, @Nullable Long people, Instant at)
      implements OfRoom {}

  record DeviceChanged(DeviceId device, DeviceState state, Instant at) implements OfRoom {}

  record RoomBooked(Booking booking, String by, Instant at) implements OfRoom {}

  record RoomBookingCancelled(String booking, String by, Instant at) implements OfRoom {}

  /** What happened to kits on loan; no seat changes by it. */
  sealed interface OfKit extends Event {
    KitId kit();
  }

  /**
   * @param tag its digest
   */
  record TagLinked(KitId kit, String tag, String by, Instant at) implements OfKit {}

  record TagUnlinked(KitId kit, String tag, String by, Instant at) implements OfKit {}

  /**
   * Somebody took a kit.
   *
   * @param due when it should be back
   */
  record KitLent(KitId kit, String person, Instant at, Instant due) implements OfKit {}

  /**
   * A kit came back.
   *
   * @param by who took it back by hand, null where its tag was tapped
   * @param note what that person says about it, null where the tag was tapped
   */
  record KitReturned(KitId kit, Instant at, @Nullable String by, @Nullable String note)
      implements OfKit {}

  /**
   * The record of a claim was wrong, because a tap became known late. What was written before stays
   * written; this is what counts from now on.
   *
   * @param before the claim as it was believed, null if it was not known
   * @param after the claim as it was, null if there was none
   * @param cause the tap that became known
   * @param at when that tap was
   */
  record Corrected(
      @Nullable ClaimRecord before, @Nullable ClaimRecord after, TapId cause, Instant at)
      implements Event {
    /** Whether somebody was told a seat that was not to be had. */
    public boolean isConflict() {
      return after != null
          && after.reason() == EndReason.CONFLICT
          && (before == null || before.reason() != EndReason.CONFLICT);
    }
  }

  /**
   * The same of a promise.
   *
   * @param cause the tap that became known
   * @param at when that tap was
   */
  record ReservationCorrected(
      Reservation reservation,
      ReservationOutcome before,
      ReservationOutcome after,
      TapId cause,
      Instant at)
      implements Event {}
}
