package city.seki.config.source;

import city.seki.config.model.DeviceMapping;
import city.seki.config.model.DeviceMapping.Availability;
import city.seki.config.model.DeviceMapping.Source;
import city.seki.config.model.DeviceState;
import city.seki.config.model.MemberPath;
import city.seki.config.model.StateWords;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how a device that speaks MQTT itself is understood. */
final class MappingReading {
  private static final Pattern BOUND = Pattern.compile(">=\\s*(-?[0-9]{1,15}(?:\\.[0-9]{1,6})?)");

  /** What looks like a bound and is none that there is. */
  private static final Pattern COMPARISON = Pattern.compile("[<>=].*");

  private static final int LONGEST_SILENCE = (int) DeviceMapping.State.LONGEST_SILENCE.toMinutes();

  /** What no value maps is unknown already. */
  private static final List<String> STATES =
      Arrays.stream(DeviceState.values())
          .filter(state -> state != DeviceState.UNKNOWN)
          .map(DeviceState::word)
          .toList();

  private final @Nullable DeviceMapping mapping;

  MappingReading(Block block) {
    List<Availability> availability = availabilities(block);
    DeviceMapping.State state = state(block.block("state", Shape.MAPPED_STATE));
    Source model = source(block.block("model", Shape.MAPPED_TEXT));
    Source firmware = source(block.block("firmware", Shape.MAPPED_TEXT));
    mapping = state == null ? null : new DeviceMapping(availability, state, model, firmware);
  }

  /** Null, or not whole, after problems. */
  @Nullable DeviceMapping mapping() {
    return mapping;
  }

  private static List<Availability> availabilities(Block block) {
    Value given = block.get("availability");
    if (given == null) {
      return List.of();
    }
    List<Value> each = given.isBlock() ? List.of(given) : given.items();
    if (each.size() > DeviceMapping.MOST_AVAILABILITIES) {
      given.problem("at most " + DeviceMapping.MOST_AVAILABILITIES + " availabilities are heard");
      return List.of();
    }
    List<Availability> read = new ArrayList<>();
    for (Value value : each) {
      Block one = value.block(Shape.AVAILABILITY);
      Availability availability = one == null ? null : availability(one);
      if (availability != null) {
        read.add(availability);
      }
    }
    return read;
  }

  private static @Nullable Availability availability(Block block) {
    Source source = source(block);
    String online = word(block, "online", Availability.ONLINE);
    String offline = word(block, "offline", Availability.OFFLINE);
    if (source == null || online == null || offline == null) {
      return null;
    }
    if (online.equals(offline)) {
      block.problem("online and offline are the same word '" + online + "': write what differs");
      return null;
    }
    return new Availability(source, online, offline);
  }

  private static @Nullable String word(Block block, String key, String standard) {
    String word = block.get(key) == null ? standard : block.text(key);
    return word == null ? null : word.strip();
  }

  private static DeviceMapping.@Nullable State state(@Nullable Block block) {
    if (block == null) {
      return null;
    }
    Source source = source(block);
    Value given = block.get("values");
    StateWords values = given == null ? null : values(given);
    int minutes = block.integer("silence_minutes", 1, LONGEST_SILENCE, 0);
    return source == null || values == null
        ? null
        : new DeviceMapping.State(
            source, values, minutes == 0 ? null : Duration.ofMinutes(minutes));
  }

  private static @Nullable StateWords values(Value given) {
    Map<String, DeviceState> words = new LinkedHashMap<>();
    Map<BigDecimal, DeviceState> from = new TreeMap<>();
    List<Value.Entry> entries =
        given.entries("a block of values and what they mean, {\"ON\": idle, \"OFF\": standby}");
    for (Value.Entry entry : entries) {
      String key = entry.key().key();
      String word = entry.value().word("state", STATES);
      DeviceState state = word == null ? null : DeviceState.ofWord(word);
      if (key != null && state != null) {
        add(entry.key(), key.strip(), state, words, from);
      }
    }
    if (entries.size() > StateWords.MOST) {
      given.problem("there are more than " + StateWords.MOST + " values");
      return null;
    }
    if (entries.isEmpty() && given.isBlock()) {
      given.problem("no value means anything: write {\"ON\": idle, \"OFF\": standby}");
    }
    return words.isEmpty() && from.isEmpty() ? null : new StateWords(words, new TreeMap<>(from));
  }

  private static void add(
      Value at,
      String key,
      DeviceState state,
      Map<String, DeviceState> words,
      Map<BigDecimal, DeviceState> from) {
    Matcher bound = BOUND.matcher(key);
    boolean twice;
    if (bound.matches()) {
      twice = from.putIfAbsent(new BigDecimal(bound.group(1)), state) != null;
    } else if (COMPARISON.matcher(key).matches()) {
      at.problem("'" + key + "' is no bound: write \">=20\", which holds up to the next one");
      return;
    } else {
      twice = words.putIfAbsent(key, state) != null;
    }
    if (twice) {
      at.problem("the value '" + key + "' is there twice: leave one out");
    }
  }

  private static @Nullable Source source(@Nullable Block block) {
    if (block == null) {
      return null;
    }
    MemberPath member = as(block, "member", MemberPath::new);
    boolean memberIsBad = block.get("member") != null && member == null;
    Source source = as(block, "topic", topic -> new Source(topic, member));
    return memberIsBad ? null : source;
  }

  /** The text of that key as something else; what it does not take is a problem of the key. */
  private static <T> @Nullable T as(Block block, String key, Function<String, T> reading) {
    String text = block.get(key) == null ? null : block.text(key);
    try {
      return text == null ? null : reading.apply(text);
    } catch (IllegalArgumentException e) {
      block.problem(key, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
