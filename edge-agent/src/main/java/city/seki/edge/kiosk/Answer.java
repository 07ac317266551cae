package city.seki.edge.kiosk;

import city.seki.config.model.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What whoever has just tapped reads in large letters.
 *
 * @param tone decides colour and sign
 * @param seat the seat that it is about, null if none is
 * @param text the answer
 * @param more what is worth knowing besides, and what is next best
 */
record Answer(Tone tone, @Nullable String seat, Text text, List<Text> more) {
  enum Tone {
    /** Somebody may sit down, or take a kit along. */
    YES,
    /** Something was given back. */
    BACK,
    NO,
    /** Another card is needed, or patience. */
    OTHER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Answer {
    more = List.copyOf(more);
  }
}
