package city.seki.config.wire;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a unit is there: retained, said at birth by the unit and at its death by the broker.
 *
 * @param boot the run of the unit's agent
 * @param version of the agent
 * @param config version of the configuration that it runs, null for none from the hub
 */
public record StatusMessage(State state, String boot, String version, @Nullable String config) {
  /** The two words of the contract. */
  public enum State {
    ONLINE,
    OFFLINE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is no such state
     */
    public static State of(String word) {
      for (State state : values()) {
        if (state.word().equals(word)) {
          return state;
        }
      }
      throw new IllegalArgumentException("state '" + word + "' is neither online nor offline");
    }
  }

  public byte[] toJson() {
    return JsonText.object(
        o ->
            o.put("state", state.word())
                .put("boot", boot)
                .put("version", version)
                .put("config", config));
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/status.schema.json}
   */
  public static StatusMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    return new StatusMessage(
        fields.word("state", State::of),
        fields.word("boot", Boot::require),
        fields.text("version"),
        fields.textOrNull("config"));
  }
}
