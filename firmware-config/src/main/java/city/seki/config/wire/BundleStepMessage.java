package city.seki.config.wire;

/**
 * Which bundle a unit takes next on its way to another one. It is no wish, and believed no more
 * than any other bundle is.
 *
 * @param bundle names the whole bundle
 * @param size of the whole bundle in bytes
 */
public record BundleStepMessage(String version, Sha256 bundle, long size) {
  public byte[] toJson() {
    return JsonText.object(
        o -> o.put("v", 1).put("version", version).put("sha256", bundle.hex()).put("size", size));
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/bundle-step.schema.json}
   */
  public static BundleStepMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    return new BundleStepMessage(
        fields.text("version"), fields.word("sha256", Sha256::new), fields.whole("size", 1));
  }
}
