package city.seki.config.bundle;

import city.seki.config.model.Names;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle says of itself; its release key signs this.
 *
 * @param version that it brings
 * @param from the oldest version that it may follow
 * @param older whether it may follow a newer version too: a release that takes another one back
 * @param data the formats of the data that this version keeps, by their name
 * @param size of the payload in bytes
 * @param sha256 of the payload
 * @param pieces of each {@link #PIECE} bytes of the payload, in order
 */
public record BundleManifest(
    SoftwareVersion version,
    SoftwareVersion from,
    boolean older,
    SortedMap<String, DataFormat> data,
    long size,
    Sha256 sha256,
    List<Sha256> pieces) {
  /** Bytes of a piece; the last one may be shorter. */
  public static final int PIECE = 64 << 10;

  /** The agent with all of its libraries has 24 MB; a Pi holds two of them, and the factory's. */
  public static final long LARGEST = 128L << 20;

  /** By which a manifest is told from any other document that is signed. */
  private static final String KIND = "seki-edge";

  /**
   * @throws IllegalArgumentException if it contradicts itself
   */
  public BundleManifest {
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    pieces = List.copyOf(pieces);
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException("size: expected 1 to " + LARGEST);
    }
    if (pieces.size() != (size + PIECE - 1) / PIECE) {
      throw new IllegalArgumentException(
          "pieces: expected one for each " + PIECE + " bytes of " + size);
    }
    if (!older && version.isOlderThan(from)) {
      throw new IllegalArgumentException("from: expected no newer version than " + version);
    }
    data.keySet().forEach(name -> Names.require("data", name));
  }

  /** Bytes of the piece with that number. */
  public int length(int piece) {
    return (int) Math.min(PIECE, size - (long) piece * PIECE);
  }

  public byte[] toJson() {
    return JsonText.object(
        o ->
            o.put("v", 1)
                .put("kind", KIND)
                .put("version", version.toString())
                .put("from", from.toString())
                .put("older", older)
                .array(
                    "data",
                    data.entrySet(),
                    (format, d) ->
                        d.put("name", format.getKey())
                            .put("reads", format.getValue().reads())
                            .put("writes", format.getValue().writes()))
                .put("size", size)
                .put("sha256", sha256.hex())
                .put("piece", PIECE)
                .put("pieces", pieces.stream().map(Sha256::hex).toList()));
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/bundle.schema.json}, or contradicts
   *     itself
   */
  public static BundleManifest parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    if (!fields.text("kind").equals(KIND)) {
      throw new BadMessage("$.kind", "expected " + KIND);
    }
    if (fields.whole("piece") != PIECE) {
      throw new BadMessage("$.piece", "expected " + PIECE);
    }
    try {
      return new BundleManifest(
          fields.word("version", SoftwareVersion::parse),
          fields.word("from", SoftwareVersion::parse),
          fields.truth("older"),
          data(fields.objects("data")),
          fields.whole("size", 1),
          fields.word("sha256", Sha256::new),
          pieces(fields.texts("pieces")));
    } catch (IllegalArgumentException e) {
      throw new BadMessage("$", String.valueOf(e.getMessage()));
    }
  }

  private static SortedMap<String, DataFormat> data(List<JsonFields> fields) throws BadMessage {
    SortedMap<String, DataFormat> data = new TreeMap<>();
    for (JsonFields each : fields) {
      data.put(each.text("name"), new DataFormat(number(each, "reads"), number(each, "writes")));
    }
    return data;
  }

  private static int number(JsonFields fields, String name) throws BadMessage {
    return (int) Math.min(Integer.MAX_VALUE, fields.whole(name, 1));
  }

  private static List<Sha256> pieces(List<String> texts) {
    List<Sha256> pieces = new ArrayList<>();
    texts.forEach(text -> pieces.add(new Sha256(text)));
    return pieces;
  }

  /** Without the pieces: they are hundreds. */
  @Override
  public String toString() {
    return "BundleManifest[" + version + ", from " + from + (older ? ", older" : "") + "]";
  }
}
