package city.seki.config.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.Names;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What one unit is told to be: the whole wish in one document, so that a unit that was off for
 * months sees only the latest. It goes about retained, as a {@link SignedDocument}.
 *
 * @param unit whom it is for; any other refuses it
 * @param version grows with every change of this unit's wish, and never falls
 * @param madeAt by the hub's clock, for people only
 * @param confirmS seconds within which a unit that applies it has to be back at its hub and well;
 *     else it goes back by itself to what it was before
 * @param software that is to run, null where whatever runs is right
 * @param forced why it is to happen although somebody may be in its way, null if nobody is
 */
public record DesiredMessage(
    String unit,
    long version,
    OffsetDateTime madeAt,
    long confirmS,
    Configuration configuration,
    @Nullable Software software,
    @Nullable String forced) {
  /** Bytes of a configuration's text that a message may carry; a larger one is fetched. */
  public static final int LARGEST_TEXT = 32 << 10;

  /** Bytes that a configuration may have at all. */
  public static final long LARGEST_CONFIGURATION = 1L << 20;

  /** A day: whoever has to drive to a unit that does not come back is told by then. */
  public static final long LONGEST_CONFIRM_S = Duration.ofDays(1).toSeconds();

  /**
   * The text of a unit file without secrets.
   *
   * @param size in bytes of UTF-8
   * @param text null if it is to be fetched in pieces, by its SHA-256
   */
  public record Configuration(Sha256 sha256, long size, @Nullable String text) {
    /**
     * @throws IllegalArgumentException if that is not the text of that name and size, or one is
     *     larger than may be
     */
    public Configuration {
      if (size < 1 || size > LARGEST_CONFIGURATION) {
        throw new IllegalArgumentException("size: expected 1 to " + LARGEST_CONFIGURATION);
      }
      if (text != null) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length > LARGEST_TEXT) {
          throw new IllegalArgumentException("text: expected at most " + LARGEST_TEXT + " bytes");
        }
        if (bytes.length != size || !Sha256.of(bytes).equals(sha256)) {
          throw new IllegalArgumentException("text: has another size or SHA-256 than is said");
        }
      }
    }

    /** That text, or only its name if it is too large to be carried. */
    public static Configuration of(String text) {
      byte[] bytes = text.getBytes(UTF_8);
      return new Configuration(
          Sha256.of(bytes), bytes.length, bytes.length <= LARGEST_TEXT ? text : null);
    }
  }

  /**
   * A bundle of software.
   *
   * @param sha256 of the whole bundle
   * @param size of the whole bundle in bytes
   */
  public record Software(String version, Sha256 sha256, long size) {
    /**
     * @throws IllegalArgumentException if nothing can have that size
     */
    public Software {
      if (size < 1) {
        throw new IllegalArgumentException("size: expected a whole number from 1");
      }
    }
  }

  /**
   * @throws IllegalArgumentException if the unit has no name, or a number is out of its range
   */
  public DesiredMessage {
    Names.require("unit", unit);
    if (version < 1) {
      throw new IllegalArgumentException("version: expected a whole number from 1");
    }
    if (confirmS < 1 || confirmS > LONGEST_CONFIRM_S) {
      throw new IllegalArgumentException("confirm_s: expected 1 to " + LONGEST_CONFIRM_S);
    }
  }

  public Duration confirmWithin() {
    return Duration.ofSeconds(confirmS);
  }

  public byte[] toJson() {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("unit", unit).put("version", version).put("made_at", madeAt);
          o.put("confirm_s", confirmS);
          o.object(
              "configuration",
              c ->
                  c.put("sha256", configuration.sha256().hex())
                      .put("size", configuration.size())
                      .put("text", configuration.text()));
          if (software == null) {
            o.putNull("software");
          } else {
            o.object(
                "software",
                s ->
                    s.put("version", software.version())
                        .put("sha256", software.sha256().hex())
                        .put("size", software.size()));
          }
          o.put("forced", forced);
        });
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/desired.schema.json}, or carries a text
   *     of another SHA-256 than it says
   */
  public static DesiredMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    JsonFields configuration = fields.object("configuration");
    try {
      return new DesiredMessage(
          fields.text("unit"),
          fields.whole("version", 1),
          fields.moment("made_at"),
          fields.whole("confirm_s", 1),
          new Configuration(
              configuration.word("sha256", Sha256::new),
              configuration.whole("size", 1),
              configuration.textOrNull("text")),
          software(fields.objectOrNull("software")),
          fields.textOrNull("forced"));
    } catch (IllegalArgumentException e) {
      throw new BadMessage("$", String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Software software(@Nullable JsonFields fields) throws BadMessage {
    return fields == null
        ? null
        : new Software(
            fields.text("version"), fields.word("sha256", Sha256::new), fields.whole("size", 1));
  }

  /** Without the configuration's text: it is long. */
  @Override
  public String toString() {
    return "DesiredMessage[" + unit + ", " + version + ", " + configuration.sha256() + "]";
  }
}
