package city.seki.config.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * What a unit asks its hub for: some bytes of a configuration or a bundle; or, with {@code from},
 * which bundle leads from the version that it runs to that one ({@link BundleStepMessage}).
 *
 * @param whole names what the bytes are of
 * @param offset of the first wanted
 * @param length how many, at most {@link #MOST_BYTES}
 * @param from the version that runs, null if bytes are wanted
 */
public record PieceWantMessage(Sha256 whole, long offset, int length, @Nullable String from) {
  /** Bytes that may be asked for at once. */
  public static final int MOST_BYTES = 32 << 10;

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public PieceWantMessage {
    if (offset < 0) {
      throw new IllegalArgumentException("offset: expected a whole number from 0");
    }
    if (length < 1 || length > MOST_BYTES) {
      throw new IllegalArgumentException("length: expected 1 to " + MOST_BYTES);
    }
  }

  /** The correlation data of the answer: no state is needed to know what it answers. */
  public byte[] correlation() {
    return (whole + ":" + (from == null ? Long.toString(offset) : "from " + from))
        .getBytes(US_ASCII);
  }

  public byte[] toJson() {
    return JsonText.object(
        o ->
            o.put("v", 1)
                .put("sha256", whole.hex())
                .put("offset", offset)
                .put("length", length)
                .put("from", from));
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/piece-want.schema.json}
   */
  public static PieceWantMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    long length = fields.whole("length", 1);
    try {
      return new PieceWantMessage(
          fields.word("sha256", Sha256::new),
          fields.whole("offset", 0),
          (int) Math.min(length, Integer.MAX_VALUE),
          fields.textOrNull("from"));
    } catch (IllegalArgumentException e) {
      throw new BadMessage("$", String.valueOf(e.getMessage()));
    }
  }
}
