package city.seki.hub.muster;

import city.seki.config.model.Occupancy;
import city.seki.config.model.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room in which somebody is, or of which nobody can say that it is empty.
 *
 * @param occupancy as it was told last
 * @param people how many then, null where nobody counts them
 * @param since from when on that is so, null if nothing was ever told
 * @param silent whether the room's unit says nothing any more
 */
public record InRoom(
    String room,
    Text name,
    Occupancy occupancy,
    @Nullable Long people,
    @Nullable Instant since,
    boolean silent) {

  /** Whether somebody is there as far as is known now. */
  public boolean isTaken() {
    return occupancy == Occupancy.OCCUPIED && !silent;
  }

  /** As many as are known to be there at least; somebody whom nobody counts is one. */
  public long atLeast() {
    return !isTaken() ? 0 : people == null ? 1 : Math.max(1, people);
  }
}
