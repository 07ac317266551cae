package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.KitId;
import city.seki.config.model.Occupancy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody or something asks of the seats. {@code at} is when it happened, not when it came.
 */
public sealed interface Command {
  /**
   * A card at a reader.
   *
   * @param told what the unit, when it was alone, told the person; null where it told nothing
   * @param unseen whether the answer comes too late for the person to see it
   */
  record Tap(
      TapId id,
      String office,
      ReaderName reader,
      CardRef card,
      Instant at,
      @Nullable Answer told,
      boolean unseen)
      implements Command {
    /** A unit shows an answer that comes up to so long after the tap (its agent's rule). */
    public static final Duration SEEN = Duration.ofSeconds(10);

    /** A card whose bearer waits for the answer. */
    public Tap(TapId id, String office, ReaderName reader, CardRef card, Instant at) {
      this(id, office, reader, card, at, null, false);
    }
  }

  /** A signed-in person scans the code of a seat with a phone. */
  record PhoneTap(TapId id, SeatId seat, String person, Instant at) implements Command {}

  /**
   * A promise of a seat is asked for.
   *
   * @param id the name that the reservation will have
   * @param by who asks: the person, or facilities
   * @param insteadOf reservations of the same person that are given up for this one; they stay if
   *     it is refused
   */
  record Reserve(
      String id,
      SeatId seat,
      String person,
      Instant from,
      Instant to,
      String by,
      Set<String> insteadOf,
      Instant at)
      implements Command {
    public Reserve {
      insteadOf = Set.copyOf(insteadOf);
    }

    /** Beside all that the person has. */
    public Reserve(
        String id, SeatId seat, String person, Instant from, Instant to, String by, Instant at) {
      this(id, seat, person, from, to, by, Set.of(), at);
    }

    /** The same asked of another seat. */
    Reserve at(SeatId other) {
      return new Reserve(id, other, person, from, to, by, insteadOf, at);
    }

    /** The same instead of those. */
    Reserve insteadOf(Set<String> others) {
      return new Reserve(id, seat, person, from, to, by, others, at);
    }
  }

  record CancelReservation(String id, String by, Instant at) implements Command {}

  /** Facilities or a supervisor end a claim, with a reason. */
  record EndClaim(SeatId seat, String by, String note, Instant at) implements Command {}

  /**
   * Facilities say when a seat may not be used.
   *
   * @param outage one that begins before {@code at} begins then
   * @param cancels whether promises of the seat for that time are taken back
   */
  record TakeOutOfService(SeatId seat, Outage outage, boolean cancels, String by, Instant at)
      implements Command {
    /** From now on, with an open end; promises are kept. */
    public TakeOutOfService(SeatId seat, String by, String note, Instant at) {
      this(seat, Outage.open(note, at), false, by, at);
    }
  }

  record PutIntoService(SeatId seat, String by, Instant at) implements Command {}

  /** What the sensors of a seat say changed. */
  record SensePresence(SeatId seat, Occupancy occupancy, Instant at) implements Command {}

  /** What is told of rooms and devices, and asked of rooms. */
  sealed interface OfRoom extends Command {
    Instant at();
  }

  /**
   * All sensors of a room together are believed to say so.
   *
   * @param since when the room became that; the number of people may be newer
   * @param at when it was told
   */
  record SenseRoom(
      RoomId room, Occupancy occupancy, @Nullable Long people, Instant since, Instant at)
      implements OfRoom {}

  /** A device was found in that state. */
  record SeeDevice(DeviceId device, DeviceState state, Instant at) implements OfRoom {}

  /**
   * A promise of a room is asked for.
   *
   * @param id the name that the booking will have
   * @param by who asks: the person, or facilities
   */
  record BookRoom(
      String id, RoomId room, String person, Instant from, Instant to, String by, Instant at)
      implements OfRoom {}

  /** What is asked of kits on loan; they are lent and returned by taps. */
  sealed interface OfKit extends Command {
    KitId kit();

    Instant at();
  }

  /** The tag of that digest is on the kit from now on. */
  record LinkTag(KitId kit, String tag, String by, Instant at) implements OfKit {}

  /** The same for an unknown tag that a reader showed a code for. */
  record LinkTagByCode(KitId kit, String code, String by, Instant at) implements OfKit {}

  /** The kit bears none of its tags any more. */
  record UnlinkTags(KitId kit, String by, Instant at) implements OfKit {}

  /** Facilities have the kit back though nobody laid its tag on a reader. */
  record ReturnKit(KitId kit, String by, String note, Instant at) implements OfKit {}

  /** What facilities decide for an office and some days. */
  sealed interface OfMeasure extends Command {
    Instant at();
  }

  record TakeMeasure(Measure measure, String by, Instant at) implements OfMeasure {}

  record OpenPopUp(PopUp popUp, String by, Instant at) implements OfMeasure {}

  /** A measure does not count any more, or a pop-up office ends before its time. */
  record LiftMeasure(String id, String by, Instant at) implements OfMeasure {}

  /** What is asked where lots are drawn for seats. */
  sealed interface OfLottery extends Command {
    Instant at();
  }

  record MakeWish(Wish wish, Instant at) implements OfLottery {}

  record WithdrawWish(String id, Instant at) implements OfLottery {}

  /**
   * Lots are to be drawn for all wishes for that day at that office.
   *
   * @param seed in hexadecimal, that nobody could know when the wishes were made
   */
  record DrawLots(String office, LocalDate day, String seed, Instant at) implements OfLottery {}

  record BlockCard(String card, String by, Instant at) implements Command {}

  record UnblockCard(String card, String by, Instant at) implements Command {}

  /** An unknown card gets its person by the code that its bearer was shown. */
  record LinkCard(String code, String person, String by, Instant at) implements Command {}

  /** Time has come this far: closing, reservations, no-shows, missing presence. */
  record Advance(Instant at) implements Command {}

  /** The city's files changed. */
  record Reconfigure(City city, Directory directory, Instant at) implements Command {}

  /** What a reader made of a card. */
  sealed interface CardRef {
    /**
     * A card that identifies somebody, by its keyed digest.
     *
     * @param before the digest under the key before, null where no rotation runs
     */
    record Digest(String digest, @Nullable String before) implements CardRef {
      public Digest(String digest) {
        this(digest, null);
      }
    }

    /** A card whose number is random at every tap (ISO 14443-3 UID 08, any type B). */
    record RandomId() implements CardRef {}
  }

  /** The card's digest, null where it has none. */
  static @Nullable String digestOf(CardRef card) {
    return card instanceof CardRef.Digest known ? known.digest() : null;
  }
}
