package city.seki.edge.av.pjlink;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What LAMP answers: hours and state of each lamp (PJLink specifications 2.10, section 4.8). */
record Lamps(List<Lamp> lamps) {
  private static final Pattern FORM = Pattern.compile("\\d{1,6} [01](?: \\d{1,6} [01]){0,7}");

  record Lamp(int hours, boolean on) {}

  Lamps {
    lamps = List.copyOf(lamps);
  }

  /** The meaning of that text, null if it has none. */
  static @Nullable Lamps of(String text) {
    if (!FORM.matcher(text).matches()) {
      return null;
    }
    String[] words = text.split(" ", -1);
    List<Lamp> lamps = new ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      lamps.add(new Lamp(Integer.parseInt(words[i]), words[i + 1].equals("1")));
    }
    return new Lamps(lamps);
  }

  /** The hours of all lamps, as {@code 8253, 13442}. */
  String hours() {
    return lamps.stream().map(l -> Integer.toString(l.hours())).collect(Collectors.joining(", "));
  }
}
