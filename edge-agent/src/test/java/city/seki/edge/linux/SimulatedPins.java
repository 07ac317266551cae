package city.seki.edge.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;

/** The pins of gpio-sim from the outside: what a meter on the header would show. */
record SimulatedPins(Path folder) {
  boolean isHigh(int pin) throws IOException {
    return Files.readString(folder.resolve("sim_gpio" + pin).resolve("value")).strip().equals("1");
  }

  /** The levels of those pins, as {@code 0110}. */
  String levels(int... pins) throws IOException {
    StringJoiner levels = new StringJoiner("");
    for (int pin : pins) {
      levels.add(isHigh(pin) ? "1" : "0");
    }
    return levels.toString();
  }

  /** Pulls an input as what is wired to it does. */
  void pull(int pin, boolean high) throws IOException {
    Files.writeString(
        folder.resolve("sim_gpio" + pin).resolve("pull"), high ? "pull-up" : "pull-down");
  }
}
