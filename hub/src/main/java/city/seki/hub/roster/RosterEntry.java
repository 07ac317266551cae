package city.seki.hub.roster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person of the roster.
 *
 * @param zones the network zones that the person is eligible for, the one needed most first
 * @param cardDigest of the staff card, null for a person without one
 */
public record RosterEntry(
    String staffId,
    String name,
    String department,
    List<String> zones,
    @Nullable String cardDigest) {
  public RosterEntry {
    zones = List.copyOf(zones);
  }

  /** Without name and card, so that no log line can carry them. */
  @Override
  public String toString() {
    return "RosterEntry[" + staffId + "]";
  }
}
