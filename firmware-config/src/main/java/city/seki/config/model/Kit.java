package city.seki.config.model;

import java.util.List;

/**
 * A loan item with a tag of its own, such as a case with a camera and a microphone (product.md §3).
 * Which tag it bears is told at the hub, never in the city's file.
 *
 * @param parts what has to be in it when it comes back, in the words of facilities
 * @param days on how many open days of its office it may be away, the day of lending being the
 *     first: it is due when the office closes on the last of them; 1 to 31
 */
public record Kit(String id, Text name, List<Text> parts, int days) {
  /** It may be kept so long at most. */
  public static final int MOST_DAYS = 31;

  public Kit {
    Names.require("kit", id);
    parts = List.copyOf(parts);
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException(
          "kit " + id + " may be away for 1 to " + MOST_DAYS + " days, not " + days);
    }
  }
}
