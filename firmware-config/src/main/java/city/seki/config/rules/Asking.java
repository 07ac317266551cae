package city.seki.config.rules;

import city.seki.config.rules.Directory.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tap whose bearer is known, with all that its rules look at.
 *
 * @param told what the unit, when it was alone, told the person
 * @param check which rows of the table may still deny it
 * @param was what the claim that this tap began is on record as, null if it began none
 */
record Asking(
    TapId id,
    String office,
    String reader,
    Source source,
    Person person,
    Instant at,
    @Nullable Answer told,
    boolean unseen,
    Check check,
    @Nullable ClaimRecord was) {

  /** Which rows of product.md §4's table are looked at. */
  enum Check {
    /** All: the tap is decided for the first time. */
    ALL,
    /**
     * What other taps and acts can change: the rest was looked at when the tap was first decided,
     * so that a later change of the city's files rewrites nothing.
     */
    OTHERS,
    /** Somebody else's claim alone: the hub itself said yes, and the person saw it. */
    CLAIMS
  }
}
