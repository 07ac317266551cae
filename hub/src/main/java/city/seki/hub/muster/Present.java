package city.seki.hub.muster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who holds a seat.
 *
 * @param person pseudonym
 * @param staffId null for somebody who is not in the roster any more
 * @param name the same
 * @param silent whether the seat's unit says nothing: they may have left without anybody knowing
 */
public record Present(
    String person,
    @Nullable String staffId,
    @Nullable String name,
    String department,
    String seat,
    Instant since,
    boolean silent) {

  /** What they are called by; a pseudonym where no name is known. */
  public String called() {
    return name == null ? person : name;
  }

  /** Without the person, who must not stand in a log. */
  @Override
  public String toString() {
    return "Present[%s %s]".formatted(seat, department);
  }
}
