package city.seki.config.wire;

import java.util.Locale;

/** What is told of a unit's machine in a word or two. */
public enum Trait {
  /** As its firmware names it: {@code Raspberry Pi Zero 2 W Rev 1.0}. */
  MODEL,
  /** {@link ClockState} of the unit's clock. */
  CLOCK,
  /** What the journal lies on: {@code sd}, {@code emmc}, or the name of another disk. */
  DISK_KIND,
  /** The spare blocks of its flash: {@code normal}, {@code warning}, {@code urgent}. */
  DISK_RESERVE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
