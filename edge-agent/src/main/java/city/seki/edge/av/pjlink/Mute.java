package city.seki.edge.av.pjlink;

import org.jspecify.annotations.Nullable;

/** What AVMT answers (PJLink specifications 2.10, section 4.6). */
record Mute(boolean video, boolean audio) {
  /** The meaning of that code, null if it has none. */
  static @Nullable Mute of(String code) {
    return switch (code) {
      case "11" -> new Mute(true, false);
      case "21" -> new Mute(false, true);
      case "31" -> new Mute(true, true);
      // Only 30 is an answer by the specification; the others are what the commands are called.
      case "30", "10", "20" -> new Mute(false, false);
      default -> null;
    };
  }
}
