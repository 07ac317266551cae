package city.seki.edge.bus;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Turns what Pi4J throws, which has no common type and tells its reason in words, into faults. */
final class Pi4jFaults {
  private static final List<String> NO_PERMISSION =
      List.of("permission denied", "not readable", "not writable");
  private static final List<String> NO_DEVICE_FILE =
      List.of("does not exist", "no such file", "failed to open", "not found", "no such device");
  private static final List<String> NO_ACKNOWLEDGE =
      List.of("no such device or address", "remote i/o error", "input/output error", "timed out");

  private Pi4jFaults() {}

  static <T> T translated(String wire, Supplier<T> call) throws BusFault {
    try {
      return call.get();
    } catch (UnsupportedOperationException | LinkageError e) {
      throw new BusFault(BusFault.Cause.UNSUPPORTED, wire + ": " + rootWords(e), e);
    } catch (RuntimeException e) {
      String words = rootWords(e);
      throw new BusFault(cause(words), wire + ": " + words, e);
    }
  }

  private static BusFault.Cause cause(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    if (NO_ACKNOWLEDGE.stream().anyMatch(lower::contains)) {
      return BusFault.Cause.NO_ANSWER;
    }
    if (NO_PERMISSION.stream().anyMatch(lower::contains)) {
      return BusFault.Cause.DENIED;
    }
    return NO_DEVICE_FILE.stream().anyMatch(lower::contains)
        ? BusFault.Cause.GONE
        : BusFault.Cause.NO_ANSWER;
  }

  private static String rootWords(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}
