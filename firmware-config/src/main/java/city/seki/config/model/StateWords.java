package city.seki.config.model;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the words of one device mean. A word that is there exactly, in its capitals, wins; else a
 * number means the state of the highest bound that it reaches.
 *
 * <p>With {@code OFF} standby, from 0 standby, from 20 idle: {@code OFF} and {@code 3.5} are
 * standby, {@code 20} is idle, {@code -1} and {@code on} mean nothing.
 *
 * @param words each with its state, in the order of the file
 * @param from the least number of each state
 */
public record StateWords(
    Map<String, DeviceState> words, NavigableMap<BigDecimal, DeviceState> from) {
  /** How many words and bounds there may be. */
  public static final int MOST = 64;

  /** What a device writes as a number: longer than a double needs, too short to cost time. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");

  public StateWords {
    if (words.size() + from.size() < 1 || words.size() + from.size() > MOST) {
      throw new IllegalArgumentException("expected 1 to " + MOST + " values");
    }
    if (words.containsValue(DeviceState.UNKNOWN) || from.containsValue(DeviceState.UNKNOWN)) {
      throw new IllegalArgumentException("what no value maps is unknown: leave it out");
    }
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    from = Collections.unmodifiableNavigableMap(new TreeMap<>(from));
  }

  /** The state that the word means, null if none does. */
  public @Nullable DeviceState state(String word) {
    DeviceState exact = words.get(word);
    if (exact != null || from.isEmpty() || !NUMBER.matcher(word).matches()) {
      return exact;
    }
    Map.Entry<BigDecimal, DeviceState> reached = from.floorEntry(new BigDecimal(word));
    return reached == null ? null : reached.getValue();
  }
}
