package city.seki.hub.rollout;

import java.util.Locale;

/** Why a unit cannot be changed at this moment. */
public enum Hindrance {
  /** It is not online: no reason of anybody's changes that. */
  OFF,
  /** A call runs in a room that it looks after. */
  CALL,
  /** Somebody holds a seat that it reads. */
  CLAIMED,
  /** A seat or room of it is reserved or booked before it could be through. */
  RESERVED,
  /** Another unit of its office is under way. */
  OFFICE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
