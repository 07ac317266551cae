package city.seki.edge.bus;

import city.seki.edge.bus.BusFault.Cause;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Turns what Pi4J throws, which has no common type and tells its reason in words, into faults. */
final class Pi4jFaults {
  /**
   * What Pi4J or Linux says.
   *
   * @param remedy for the message, with what leads to it; may be empty
   * @param words in lower case, any of which is a part of what is said
   */
  private record Saying(Cause cause, String remedy, List<String> words) {
    boolean isIn(String said) {
      return words.stream().anyMatch(said::contains);
    }
  }

  /** The first that fits holds: "no such device or address" is not "no such device". */
  private static final List<Saying> SAYINGS =
      List.of(
          new Saying(
              Cause.NO_ANSWER,
              "",
              List.of(
                  "no such device or address",
                  "remote i/o error",
                  "input/output error",
                  "timed out")),
          new Saying(
              Cause.DENIED,
              ": add this user to the groups i2c, spi and gpio",
              List.of("permission denied", "not readable", "not writable")),
          new Saying(Cause.DENIED, ": somebody else holds it", List.of("resource busy")),
          new Saying(
              Cause.UNSUPPORTED,
              ": pins can be used on a Raspberry Pi",
              List.of("no gpio chip", "suitable gpiochip")),
          new Saying(Cause.GONE, ": there is no such pin", List.of("chip_get_line failed")),
          new Saying(
              Cause.GONE,
              "",
              List.of(
                  "does not exist",
                  "no such file",
                  "failed to open",
                  "not found",
                  "no such device")));

  private static final Saying OTHERWISE = new Saying(Cause.NO_ANSWER, "", List.of());

  private Pi4jFaults() {}

  static <T> T translated(String wire, Supplier<T> call) throws BusFault {
    try {
      return call.get();
    } catch (UnsupportedOperationException | LinkageError e) {
      throw new BusFault(Cause.UNSUPPORTED, wire + ": " + rootWords(e), e);
    } catch (RuntimeException e) {
      String words = rootWords(e);
      String lower = words.toLowerCase(Locale.ROOT);
      Saying saying = SAYINGS.stream().filter(it -> it.isIn(lower)).findFirst().orElse(OTHERWISE);
      throw new BusFault(saying.cause(), wire + ": " + words + saying.remedy(), e);
    }
  }

  private static String rootWords(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    if (message == null) {
      return root.getClass().getSimpleName();
    }
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
