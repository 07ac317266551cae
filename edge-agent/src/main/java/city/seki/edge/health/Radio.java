package city.seki.edge.health;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How well a unit hears its access point. */
final class Radio {
  private static final int HEADER_LINES = 2;
  private static final int LEVEL = 3;

  private final MachineFiles files;

  Radio(MachineFiles files) {
    this.files = files;
  }

  /** In dBm; absent where the way to everywhere leads over a cable, or there is no radio at all. */
  Finding<Double> signal() {
    return Finding.of(this::wayOut)
        .then(
            way -> {
              Finding<Double> signal = Finding.of(() -> level(way));
              return signal instanceof Finding.Known<Double>(Double level) && level.isNaN()
                  ? Finding.unknown(Finding.Cause.ABSENT)
                  : signal;
            });
  }

  /** The interface of the default route; empty if there is none now. */
  private String wayOut() throws IOException {
    for (String line : files.read("proc/net/route").lines().skip(1).toList()) {
      String[] words = line.strip().split("\\s+");
      if (words.length > 1 && words[1].equals("00000000")) {
        return words[0];
      }
    }
    return "";
  }

  /** Not a number where that interface, or any if none is named, is not one of a radio. */
  private @Nullable Double level(String way) throws IOException {
    for (String line : files.read("proc/net/wireless").lines().skip(HEADER_LINES).toList()) {
      String[] words = line.strip().split("\\s+");
      if (words.length <= LEVEL) {
        return null;
      }
      if (way.isEmpty() || words[0].equals(way + ":")) {
        return Double.valueOf(words[LEVEL]);
      }
    }
    return Double.NaN;
  }
}
