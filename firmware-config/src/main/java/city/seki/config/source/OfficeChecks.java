package city.seki.config.source;

import city.seki.config.model.Cap;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.config.model.Seat;
import city.seki.config.model.Slot;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the figures of one office contradict each other. What can never be as it is written
 * is impossible; what has no effect is a warning.
 */
final class OfficeChecks {
  private final Block block;
  private final Office office;
  private final @Nullable Block policy;

  /** Of an office that was read without a problem. */
  OfficeChecks(Block block, Office office) {
    this.block = block;
    this.office = office;
    this.policy = block.block("policy", Shape.POLICY);
  }

  void check() {
    slots();
    grace();
    reserving();
    lottery();
    spacing();
    caps();
    closures();
  }

  /** A slot that the author chose, and that no day has. */
  private void slots() {
    Value chosen = policy == null ? null : policy.get("slots");
    if (chosen == null) {
      return;
    }
    Policy its = office.policy();
    for (Slot slot : List.of(Slot.AM, Slot.PM)) {
      if (its.slots().contains(slot) && lengths(slot).findAny().isEmpty()) {
        String when = slot == Slot.AM ? "before am ends at " + its.amEnds() : "after pm starts at ";
        chosen.impossible(
            "the slot "
                + slot.word()
                + " can never be reserved: on no day is the office open "
                + (slot == Slot.AM ? when : when + its.pmStarts())
                + "; leave the slot out, or change "
                + (slot == Slot.AM ? "am_ends" : "pm_starts"));
      }
    }
  }

  /** Who does not come keeps the seat for the whole slot: then there is no grace. */
  private void grace() {
    Duration grace = office.policy().grace();
    Optional<Duration> shortest =
        office.policy().slots().stream().flatMap(this::lengths).min(Duration::compareTo);
    if (shortest.isPresent() && grace.compareTo(shortest.get()) >= 0) {
      at("grace_minutes")
          .impossible(
              "a reservation of "
                  + shortest.get().toMinutes()
                  + " minutes is over before its grace of "
                  + grace.toMinutes()
                  + " minutes: nobody else would ever get the seat of somebody who does not come;"
                  + " write fewer grace_minutes");
    }
  }

  /** How long that slot is on each open day on which it is any time at all. */
  private Stream<Duration> lengths(Slot slot) {
    return office.hours().values().stream()
        .map(hours -> office.policy().slot(slot, hours))
        .filter(Objects::nonNull)
        .map(OpeningHours::length);
  }

  /** The last moment for a day comes before the first one at which it may be reserved. */
  private void reserving() {
    Reserving asks = office.policy().reserving();
    int ahead = office.policy().daysAhead();
    if (asks.until() != null && asks.daysBefore() > ahead) {
      Block reserving = policy == null ? null : policy.block("reserving", Shape.RESERVING);
      (reserving == null ? block.whole() : reserving.at("days_before"))
          .impossible(
              "no seat could ever be reserved: "
                  + ahead
                  + " days ahead at most (days_ahead) and "
                  + asks.daysBefore()
                  + " days before at least; write fewer days_before or more days_ahead");
    }
  }

  /** Lots are drawn after the first day on which one may wish, and before nobody may reserve. */
  private void lottery() {
    Reserving asks = office.policy().reserving();
    Reserving.Lottery lottery = asks.lottery();
    if (lottery == null) {
      return;
    }
    int ahead = office.policy().daysAhead();
    if (lottery.daysBefore() > ahead) {
      lotteryProblem(
          "nobody could ever make a wish: "
              + ahead
              + " days ahead at most (days_ahead) and lots are drawn "
              + lottery.daysBefore()
              + " days before; write fewer days_before or more days_ahead");
    }
    LocalTime until = asks.until();
    boolean late =
        until != null
            && (lottery.daysBefore() < asks.daysBefore()
                || (lottery.daysBefore() == asks.daysBefore() && lottery.at().isAfter(until)));
    if (late) {
      lotteryProblem(
          "lots are drawn when nobody may reserve any more (days_before: "
              + asks.daysBefore()
              + ", until: "
              + until
              + "); write an earlier at or more days_before in lottery");
    }
  }

  private void lotteryProblem(String message) {
    Block reserving = policy == null ? null : policy.block("reserving", Shape.RESERVING);
    (reserving == null ? block.whole() : reserving.at("lottery")).impossible(message);
  }

  private void spacing() {
    int spacing = office.policy().kiosk().spacing();
    Collection<Seat> seats = office.seats().values();
    int farthest = Math.max(extent(seats, Seat::x), extent(seats, Seat::y));
    if (seats.size() > 1 && spacing > farthest) {
      Block kiosk = policy == null ? null : policy.block("kiosk", Shape.KIOSK);
      (kiosk == null ? block.whole() : kiosk.at("spacing"))
          .impossible(
              "no two seats of this office lie "
                  + spacing
                  + " steps apart, the farthest lie "
                  + farthest
                  + ": write a spacing of at most "
                  + farthest);
    }
  }

  private static int extent(Collection<Seat> seats, ToIntFunction<Seat> coordinate) {
    var found = seats.stream().mapToInt(coordinate).summaryStatistics();
    return seats.isEmpty() ? 0 : found.getMax() - found.getMin();
  }

  private void caps() {
    List<Block> blocks = block.blocks("caps", Shape.CAP);
    for (int i = 0; i < Math.min(blocks.size(), office.caps().size()); i++) {
      cap(blocks.get(i), office.caps().get(i));
    }
  }

  private void cap(Block at, Cap cap) {
    long seats =
        office.seats().values().stream()
            .filter(seat -> cap.zone() == null || cap.zone().equals(seat.zone()))
            .count();
    String where = cap.zone() == null ? "" : " in zone " + cap.zone();
    if (seats == 0 && cap.zone() != null) {
      at.at("zone")
          .impossible(
              "no seat of this office is"
                  + where
                  + ": name the zone that is meant, or leave the cap out");
    } else if (cap.seats() > seats) {
      at.at("seats")
          .warn(
              "a cap of "
                  + cap.seats()
                  + " is never reached: the office has "
                  + seats
                  + " seats"
                  + where);
    }
  }

  private void closures() {
    for (Value item : block.items("closures")) {
      LocalDate day = item.date();
      if (day != null && !office.hours().containsKey(day.getDayOfWeek())) {
        item.warn(
            "the office is closed on "
                + day
                + " anyway, a day of the week on which it never opens: is another day meant?");
      }
    }
  }

  private Value at(String key) {
    return policy == null ? block.whole() : policy.at(key);
  }
}
