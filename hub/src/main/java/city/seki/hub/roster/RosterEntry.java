package city.seki.hub.roster;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One person of the roster.
 *
 * @param zones the network zones that the person is eligible for
 * @param cardDigest of the staff card, null for a person without one
 */
public record RosterEntry(
    String staffId,
    String name,
    String department,
    Set<String> zones,
    @Nullable String cardDigest) {
  public RosterEntry {
    zones = Set.copyOf(zones);
  }

  /** Without name and card, so that no log line can carry them. */
  @Override
  public String toString() {
    return "RosterEntry[" + staffId + "]";
  }
}
