package city.seki.config.model;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an office handles its seats. {@link #STANDARD} has the figures of product.md §4 and §5.
 *
 * @param slots which slots may be reserved
 * @param amEnds end of the {@code am} slot
 * @param pmStarts start of the {@code pm} slot
 * @param grace how long after its start a reservation waits for its person
 * @param reservedBefore how long before its start a reservation keeps others off the seat
 * @param warnBefore how long before somebody else's reservation the light begins to blink
 * @param noPresence after how long without presence a claim ends, where the seat has a sensor
 * @param unclaimedUse after how long presence without a claim is an unclaimed use
 * @param daysAhead how many days ahead of today a seat may be reserved
 * @param reserving what is asked of those who reserve
 * @param asksAfterUse whether people are asked by one touch how it was, after they used a seat
 * @param kiosk how a kiosk chooses among free seats
 */
public record Policy(
    Set<Slot> slots,
    LocalTime amEnds,
    LocalTime pmStarts,
    Duration grace,
    Duration reservedBefore,
    Duration warnBefore,
    Duration noPresence,
    Duration unclaimedUse,
    int daysAhead,
    Reserving reserving,
    boolean asksAfterUse,
    Kiosk kiosk) {

  /** Whether colleagues of one department are put near each other. */
  public enum Departments {
    ANY,
    SPREAD,
    TOGETHER
  }

  /**
   * How a kiosk chooses.
   *
   * @param departments near to or far from the own department
   * @param spacing smallest distance to a claimed seat, in steps of the plan's grid; 0 for none
   * @param notSameSeatTwice whether the seat that a person had last is avoided
   */
  public record Kiosk(Departments departments, int spacing, boolean notSameSeatTwice) {
    public Kiosk {
      if (spacing < 0) {
        throw new IllegalArgumentException("spacing is 0 or more steps, not " + spacing);
      }
    }
  }

  public static final Policy STANDARD =
      new Policy(
          Set.of(Slot.AM, Slot.PM, Slot.DAY, Slot.EXPLICIT),
          LocalTime.of(12, 0),
          LocalTime.of(13, 0),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(60),
          Duration.ofMinutes(10),
          30,
          new Kiosk(Departments.ANY, 0, false));

  /** One that asks for nothing of those who reserve. */
  public Policy(
      Set<Slot> slots,
      LocalTime amEnds,
      LocalTime pmStarts,
      Duration grace,
      Duration reservedBefore,
      Duration warnBefore,
      Duration noPresence,
      Duration unclaimedUse,
      int daysAhead,
      Kiosk kiosk) {
    this(
        slots,
        amEnds,
        pmStarts,
        grace,
        reservedBefore,
        warnBefore,
        noPresence,
        unclaimedUse,
        daysAhead,
        Reserving.FREELY,
        false,
        kiosk);
  }

  /** The same, but for what is asked of those who reserve. */
  public Policy asking(Reserving other) {
    return new Policy(
        slots,
        amEnds,
        pmStarts,
        grace,
        reservedBefore,
        warnBefore,
        noPresence,
        unclaimedUse,
        daysAhead,
        other,
        asksAfterUse,
        kiosk);
  }

  /** The same, and people are asked how it was. */
  public Policy askingAfterUse() {
    return new Policy(
        slots,
        amEnds,
        pmStarts,
        grace,
        reservedBefore,
        warnBefore,
        noPresence,
        unclaimedUse,
        daysAhead,
        reserving,
        true,
        kiosk);
  }

  /**
   * From when to when that slot is on a day with those opening hours, whether it is offered or not;
   * null where it has no time, and for {@link Slot#EXPLICIT}, which has none of its own.
   */
  public @Nullable OpeningHours slot(Slot slot, OpeningHours hours) {
    LocalTime from = slot == Slot.PM && pmStarts.isAfter(hours.opens()) ? pmStarts : hours.opens();
    LocalTime to = slot == Slot.AM && amEnds.isBefore(hours.closes()) ? amEnds : hours.closes();
    return slot != Slot.EXPLICIT && from.isBefore(to) ? new OpeningHours(from, to) : null;
  }

  public Policy {
    slots = Set.copyOf(slots);
    if (daysAhead < 0) {
      throw new IllegalArgumentException(
          "reservations open 0 or more days ahead, not " + daysAhead);
    }
  }
}
