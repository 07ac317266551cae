package city.seki.config.wire;

import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one unit is, beside what it was told to be: said at each change, and retained.
 *
 * @param boot the run of the unit's agent
 * @param at by the unit's own clock
 * @param desired version of the newest {@link DesiredMessage} that it believed, null if there was
 *     none yet; the states below are about that one
 */
public record ReportedMessage(
    String boot,
    OffsetDateTime at,
    @Nullable Long desired,
    Configuration configuration,
    Software software) {

  /** How far a unit is with what it was told to be. */
  public enum Progress {
    /** What runs is what was told, confirmed. */
    RUNNING,
    /** Its bytes are on their way, or it is being looked at. */
    FETCHING,
    /** Software alone: it is being unpacked and checked. */
    INSTALLING,
    /** What was told runs, and is not confirmed yet. */
    TRYING,
    /** It was not tried: the unit cannot be that. What was before runs. */
    REFUSED,
    /** It was tried, and was not well. What was before runs again. */
    RETURNED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Progress of(String word) {
      for (Progress progress : values()) {
        if (progress.word().equals(word)) {
          return progress;
        }
      }
      throw new IllegalArgumentException("'" + word + "' is no state of a wish");
    }

    private static Progress ofConfiguration(String word) {
      Progress progress = of(word);
      if (progress == INSTALLING) {
        throw new IllegalArgumentException("a configuration is not installed");
      }
      return progress;
    }
  }

  /**
   * @param version of the wish whose configuration runs, null if that of the start document does
   * @param sha256 of the text that runs, null if that of the start document does
   * @param reason in one word why it was refused or returned, else null
   * @param detail the same in words for people, else null
   */
  public record Configuration(
      @Nullable Long version,
      @Nullable Sha256 sha256,
      Progress state,
      @Nullable String reason,
      @Nullable String detail) {}

  /**
   * @param version that runs
   * @param slot {@code a} or {@code b}, null for what the package brought
   * @param wanted that is to run, null where whatever runs is right
   * @param progress of fetching or installing, 0 to 100, null at other times
   * @param reason in one word why it was refused or returned, else null
   * @param detail the same in words for people, else null
   */
  public record Software(
      String version,
      @Nullable String slot,
      Progress state,
      @Nullable String wanted,
      @Nullable Long progress,
      @Nullable String reason,
      @Nullable String detail) {
    private static final long ALL = 100;

    /**
     * @throws IllegalArgumentException if the slot or the progress cannot be
     */
    public Software {
      if (slot != null && !slot.equals("a") && !slot.equals("b")) {
        throw new IllegalArgumentException("slot: expected a or b");
      }
      if (progress != null && (progress < 0 || progress > ALL)) {
        throw new IllegalArgumentException("progress: expected 0 to 100");
      }
    }

    /** Software that nobody wants to be another. */
    public static Software running(String version) {
      return new Software(version, null, Progress.RUNNING, null, null, null, null);
    }
  }

  public byte[] toJson() {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("boot", boot).put("at", at).put("desired", desired);
          o.object("configuration", this::writeConfiguration);
          o.object("software", this::writeSoftware);
        });
  }

  private void writeConfiguration(JsonText o) {
    Sha256 sha256 = configuration.sha256();
    o.put("version", configuration.version())
        .put("sha256", sha256 == null ? null : sha256.hex())
        .put("state", configuration.state().word())
        .put("reason", configuration.reason())
        .put("detail", configuration.detail());
  }

  private void writeSoftware(JsonText o) {
    o.put("version", software.version())
        .put("slot", software.slot())
        .put("state", software.state().word())
        .put("wanted", software.wanted())
        .put("progress", software.progress())
        .put("reason", software.reason())
        .put("detail", software.detail());
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/reported.schema.json}
   */
  public static ReportedMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    JsonFields configuration = fields.object("configuration");
    JsonFields software = fields.object("software");
    try {
      return new ReportedMessage(
          fields.word("boot", Boot::require),
          fields.moment("at"),
          versionOrNull(fields, "desired"),
          new Configuration(
              versionOrNull(configuration, "version"),
              wordOrNull(configuration, "sha256", Sha256::new),
              configuration.word("state", Progress::ofConfiguration),
              configuration.textOrNull("reason"),
              configuration.textOrNull("detail")),
          new Software(
              software.text("version"),
              software.textOrNull("slot"),
              software.word("state", Progress::of),
              software.textOrNull("wanted"),
              software.wholeOrNull("progress"),
              software.textOrNull("reason"),
              software.textOrNull("detail")));
    } catch (IllegalArgumentException e) {
      throw new BadMessage("$.software", String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Long versionOrNull(JsonFields fields, String name) throws BadMessage {
    return fields.has(name) ? fields.whole(name, 1) : null;
  }

  private static <T> @Nullable T wordOrNull(
      JsonFields fields, String name, Function<String, T> reading) throws BadMessage {
    return fields.has(name) ? fields.word(name, reading) : null;
  }
}
