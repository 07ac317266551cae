package city.seki.hub.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One unit in one roll-out.
 *
 * @param wave counted from 0
 * @param wish what it was asked to be, null before
 * @param before what it was asked to be before this roll-out, null for nothing
 * @param forced why it need not wait until nobody is disturbed, null if it has to
 */
public record UnitPart(
    String unit,
    String office,
    int wave,
    Standing standing,
    @Nullable Wish wish,
    @Nullable Wish before,
    @Nullable String forced) {
  /** How it stands. */
  public sealed interface Standing {}

  /** Its turn has not come, or it is not asked before nobody is disturbed. */
  public record Waiting() implements Standing {}

  /** It is off: nobody waits for it. */
  public record Aside(Instant since) implements Standing {}

  /** It was asked. */
  public record UnderWay(Instant since) implements Standing {}

  /** It is what it was to be, and has reached the hub as that. */
  public record Confirmed(Instant at) implements Standing {}

  public record Failed(Failure why, Instant at) implements Standing {}

  /** There is nothing to ask of it any more. */
  public record LeftOut(Why why, Instant at) implements Standing {}

  /** Why a unit was left out. */
  public enum Why {
    /** The city has it no more. */
    GONE("gone"),
    /** The configuration does not know it. */
    NOT_IN_CONFIGURATION("not-in-configuration");

    private final String word;

    Why(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  static UnitPart waiting(String unit, String office, int wave) {
    return new UnitPart(unit, office, wave, new Waiting(), null, null, null);
  }

  UnitPart with(Standing now) {
    return new UnitPart(unit, office, wave, now, wish, before, forced);
  }

  UnitPart asked(Wish asked, @Nullable Wish had) {
    return new UnitPart(unit, office, wave, new UnderWay(asked.at()), asked, had, forced);
  }

  UnitPart forcedBy(String reason) {
    return new UnitPart(unit, office, wave, standing, wish, before, reason);
  }

  boolean isOpen() {
    return standing instanceof Waiting || standing instanceof Aside;
  }

  boolean isUnderWay() {
    return standing instanceof UnderWay;
  }

  /** Null while nothing is settled for it. */
  @Nullable Instant settledAt() {
    return switch (standing) {
      case Waiting _, UnderWay _ -> null;
      case Aside aside -> aside.since();
      case Confirmed confirmed -> confirmed.at();
      case Failed failed -> failed.at();
      case LeftOut left -> left.at();
    };
  }
}
