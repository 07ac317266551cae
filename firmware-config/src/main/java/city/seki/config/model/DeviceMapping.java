package city.seki.config.model;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a device that speaks MQTT itself is understood: which topics tell how it is, and what their
 * words mean.
 *
 * @param availability who must be online for the state to count: the device, and the bridge before
 *     it if there is one; may be empty
 * @param state what it does
 * @param model where it says what it is, null if it does not
 * @param firmware where it says its version, null if it does not
 */
public record DeviceMapping(
    List<Availability> availability,
    State state,
    @Nullable Source model,
    @Nullable Source firmware) {
  /** How many availabilities there may be. */
  public static final int MOST_AVAILABILITIES = 4;

  /**
   * Where one thing is told.
   *
   * @param member of the JSON payload; null where the payload itself is the word
   */
  public record Source(String topic, @Nullable MemberPath member) {
    private static final int LONGEST = 200;

    /**
     * @throws IllegalArgumentException if that is no topic of one thing; the message says why
     */
    public Source {
      boolean plain = topic.chars().noneMatch(c -> c == '+' || c == '#' || c < ' ' || c == 0x7F);
      if (topic.isEmpty() || topic.length() > LONGEST || topic.startsWith("$") || !plain) {
        throw new IllegalArgumentException(
            "'"
                + topic
                + "' is no topic of one device: write 1 to "
                + LONGEST
                + " characters without + and #, and no $ first");
      }
    }

    @Override
    public String toString() {
      return member == null ? topic : topic + " (" + member + ")";
    }
  }

  /**
   * Whether something is there.
   *
   * @param online its word for yes
   * @param offline its word for no, most often its last will
   */
  public record Availability(Source source, String online, String offline) {
    /** What Home Assistant takes where nothing else is said, and Zigbee2MQTT publishes. */
    public static final String ONLINE = "online";

    /** The same for the contrary. */
    public static final String OFFLINE = "offline";

    public Availability {
      if (online.equals(offline)) {
        throw new IllegalArgumentException("online and offline are the same word '" + online + "'");
      }
    }
  }

  /**
   * What it does.
   *
   * @param silence nothing on that topic for longer means that the state is not known any more;
   *     null for a device that speaks only when something changes
   */
  public record State(Source source, StateWords values, @Nullable Duration silence) {
    public static final Duration LONGEST_SILENCE = Duration.ofDays(7);

    public State {
      if (silence != null
          && (silence.toMinutes() < 1
              || silence.compareTo(LONGEST_SILENCE) > 0
              || !silence.equals(Duration.ofMinutes(silence.toMinutes())))) {
        throw new IllegalArgumentException("a silence is whole minutes, one minute to seven days");
      }
    }
  }

  public DeviceMapping {
    availability = List.copyOf(availability);
    if (availability.size() > MOST_AVAILABILITIES) {
      throw new IllegalArgumentException(
          "expected at most " + MOST_AVAILABILITIES + " availabilities");
    }
  }

  /** Whatever it says and where, each once. */
  public SequencedSet<Source> sources() {
    SequencedSet<Source> sources = new LinkedHashSet<>();
    availability.forEach(each -> sources.add(each.source()));
    sources.add(state.source());
    Stream.of(model, firmware).filter(Objects::nonNull).forEach(sources::add);
    return sources;
  }
}
