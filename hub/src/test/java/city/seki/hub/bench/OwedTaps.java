package city.seki.hub.bench;

import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.model.Unit;
import city.seki.config.rules.Answer;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.ProvisionalAnswer;
import city.seki.config.wire.TapMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What a unit owes that was alone for a day: people come to its seats and leave them, and the unit
 * told each of them what it thought right. Every tenth is by somebody who was told the same
 * elsewhere.
 */
final class OwedTaps {
  /** How many people visit a unit in such a day. */
  static final int PEOPLE = 50;

  private static final LocalTime MORNING = LocalTime.of(8, 0);
  private static final LocalTime CLOSING = LocalTime.of(23, 59);
  private static final Duration BETWEEN = Duration.ofMinutes(5);
  private static final int SEATS = 4;

  private OwedTaps() {}

  /**
   * The taps as they lie in the unit's journal.
   *
   * @param number of the unit among those that return
   * @param count how many units there are
   */
  static List<byte[]> of(BenchCity bench, Unit unit, int number, int count, int taps, Instant now) {
    ZonedDateTime morning = now.atZone(bench.city().timeZone()).with(MORNING);
    Instant closing = morning.with(CLOSING).toInstant();
    List<byte[]> owed = new ArrayList<>();
    for (int tap = 0; tap < taps; tap++) {
      int visit = tap / SEATS;
      boolean leaves = visit % 2 == 1;
      int neighbours = (tap - (leaves ? SEATS : 0)) % 10 == 9 ? 1 : 0;
      int person = (number + neighbours) % count * PEOPLE + (tap % SEATS * 13 + visit / 2) % PEOPLE;
      ReaderName reader = unit.readers().get(tap % SEATS).name();
      SeatId seat = seat(unit, reader);
      Answer told = leaves ? new Answer.Released(seat) : new Answer.Granted(seat, closing, null);
      owed.add(
          new TapMessage(
                  "alone",
                  tap + 1L,
                  reader,
                  bench.digests().get(person),
                  CardTech.FELICA,
                  morning
                      .plus(BETWEEN.multipliedBy(tap))
                      .plusNanos(number * 1_000_000L)
                      .toOffsetDateTime(),
                  BETWEEN.toMillis() * tap,
                  ClockState.SYNCED,
                  0,
                  ProvisionalAnswer.of(told, bench.city().timeZone()))
              .toJson());
    }
    return owed;
  }

  private static SeatId seat(Unit unit, ReaderName reader) {
    if (reader instanceof ReaderName.AtSeat(String seat)) {
      return new SeatId(unit.office(), seat);
    }
    throw new IllegalArgumentException(reader + " of " + unit.id() + " is no seat's");
  }

  /** Whether all readers of that unit are at seats, four of them. */
  static boolean isOfSeats(Unit unit) {
    return unit.readers().size() == SEATS
        && unit.readers().stream().allMatch(r -> r.name() instanceof ReaderName.AtSeat);
  }
}
