package city.seki.hub.roster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person of the roster.
 *
 * @param zones the network zones that the person is eligible for, the one needed most first
 * @param needsAccessible whether the person needs an accessible seat; the seat rules alone look
 * @param cardDigest of the staff card, null for a person without one
 * @param digestBefore of the same card under the key before, while the card key is changed; else
 *     null
 */
public record RosterEntry(
    String staffId,
    String name,
    String department,
    List<String> zones,
    boolean needsAccessible,
    @Nullable String cardDigest,
    @Nullable String digestBefore) {
  public RosterEntry {
    zones = List.copyOf(zones);
  }

  /** Somebody who can sit anywhere, with a card that is known under one key. */
  public RosterEntry(
      String staffId,
      String name,
      String department,
      List<String> zones,
      @Nullable String cardDigest) {
    this(staffId, name, department, zones, false, cardDigest, null);
  }

  /** Without name and card, so that no log line can carry them. */
  @Override
  public String toString() {
    return "RosterEntry[" + staffId + "]";
  }
}
