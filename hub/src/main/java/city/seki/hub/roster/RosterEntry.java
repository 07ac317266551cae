package city.seki.hub.roster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of staff as the personnel department tells it.
 *
 * @param zones the network zones that the person is eligible for, the one needed most first
 * @param card keyed digest, null for somebody without a card
 */
public record RosterEntry(
    String staffId, String name, String department, List<String> zones, @Nullable String card) {
  public RosterEntry {
    zones = List.copyOf(zones);
  }

  /** Without what must not stand in a log. */
  @Override
  public String toString() {
    return "RosterEntry[" + department + ", " + zones + "]";
  }
}
