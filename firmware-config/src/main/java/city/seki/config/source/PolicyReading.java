package city.seki.config.source;

import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.config.model.Slot;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what an office's policy has that {@link Policy#STANDARD} has not. */
final class PolicyReading {
  static final int MOST_MINUTES = 24 * 60;
  static final int MOST_DAYS = 366;
  static final int MOST_AHEAD = 999;
  static final int MOST_SPACING = 100;

  private static final List<String> SLOTS = Arrays.stream(Slot.values()).map(Slot::word).toList();
  private static final List<String> DEPARTMENTS =
      Arrays.stream(Policy.Departments.values()).map(PolicyReading::word).toList();

  private PolicyReading() {}

  static Policy policy(@Nullable Block block) {
    Policy standard = Policy.STANDARD;
    if (block == null) {
      return standard;
    }
    LocalTime amEnds = block.time("am_ends", standard.amEnds());
    LocalTime pmStarts = block.time("pm_starts", standard.pmStarts());
    if (pmStarts.isBefore(amEnds)) {
      String key = block.get("pm_starts") == null ? "am_ends" : "pm_starts";
      block.problem(key, "the pm slot starts at " + pmStarts + ", before am ends at " + amEnds);
    }
    return new Policy(
        slots(block),
        amEnds,
        pmStarts,
        minutes(block, "grace_minutes", standard.grace()),
        minutes(block, "reserved_before_minutes", standard.reservedBefore()),
        minutes(block, "warn_before_minutes", standard.warnBefore()),
        minutes(block, "no_presence_minutes", standard.noPresence()),
        minutes(block, "unclaimed_use_minutes", standard.unclaimedUse()),
        block.integer("days_ahead", 0, MOST_DAYS, standard.daysAhead()),
        reserving(block.block("reserving", Shape.RESERVING)),
        block.flag("ask_after_use", standard.asksAfterUse()),
        kiosk(block.block("kiosk", Shape.KIOSK)));
  }

  static String word(Policy.Departments departments) {
    return departments.name().toLowerCase(Locale.ROOT);
  }

  private static Set<Slot> slots(Block block) {
    if (block.get("slots") == null) {
      return Policy.STANDARD.slots();
    }
    Set<Slot> slots = EnumSet.noneOf(Slot.class);
    for (Value item : block.items("slots")) {
      String word = item.word("slot", SLOTS);
      if (word != null && !slots.add(Slot.of(word))) {
        item.problem("slot " + word + " is there twice: leave one out");
      }
    }
    return slots;
  }

  private static Duration minutes(Block block, String key, Duration standard) {
    return Duration.ofMinutes(block.integer(key, 0, MOST_MINUTES, (int) standard.toMinutes()));
  }

  private static Reserving reserving(@Nullable Block block) {
    Reserving standard = Policy.STANDARD.reserving();
    if (block == null) {
      return standard;
    }
    Value until = block.get("until");
    if (until == null && block.get("days_before") != null) {
      block.problem("days_before", "until when on that day? Add 'until', as until: \"13:00\"");
    }
    return new Reserving(
        block.integer("days_before", 0, MOST_DAYS, standard.daysBefore()),
        until == null ? standard.until() : until.time(),
        block.flag("binds_facilities", standard.bindsFacilities()),
        block.integer("most_ahead", 0, MOST_AHEAD, standard.most()),
        block.flag("not_same_seat_twice", standard.notSameSeatTwice()),
        lottery(block.block("lottery", Shape.LOTTERY)));
  }

  /** Null where none is said, or where its time cannot be read: that is told as a problem. */
  private static Reserving.@Nullable Lottery lottery(@Nullable Block block) {
    Value at = block == null ? null : block.get("at");
    LocalTime time = at == null ? null : at.time();
    return block == null || time == null
        ? null
        : new Reserving.Lottery(block.integer("days_before", 1, MOST_DAYS, 1), time);
  }

  private static Policy.Kiosk kiosk(@Nullable Block block) {
    Policy.Kiosk standard = Policy.STANDARD.kiosk();
    if (block == null) {
      return standard;
    }
    Value value = block.get("departments");
    String word = value == null ? null : value.word("departments", DEPARTMENTS);
    return new Policy.Kiosk(
        word == null
            ? standard.departments()
            : Policy.Departments.valueOf(word.toUpperCase(Locale.ROOT)),
        block.integer("spacing", 0, MOST_SPACING, standard.spacing()),
        block.flag("not_same_seat_twice", standard.notSameSeatTwice()));
  }
}
