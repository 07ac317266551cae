package city.seki.config.signature;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is in a folder, as it is signed. Pure and immutable.
 *
 * @param version 1 or more; a later state of the same folder has a higher one
 * @param files by their names within the folder, with {@code /} between the parts
 */
public record FolderManifest(long version, SortedMap<String, Content> files) {
  /** By which a manifest is told from any other document that is signed. */
  private static final String KIND = "seki-city";

  /**
   * What one file holds.
   *
   * @param size in bytes
   */
  public record Content(long size, Sha256 sha256) {}

  /**
   * @throws IllegalArgumentException if the version is none
   */
  public FolderManifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    if (version < 1) {
      throw new IllegalArgumentException("a version is 1 or more, not " + version);
    }
  }

  byte[] toJson() {
    return JsonText.object(
        o ->
            o.put("v", 1)
                .put("kind", KIND)
                .put("version", version)
                .array(
                    "files",
                    files.entrySet(),
                    (file, f) ->
                        f.put("name", file.getKey())
                            .put("size", file.getValue().size())
                            .put("sha256", file.getValue().sha256().hex())));
  }

  /**
   * @throws BadMessage if those bytes are something else
   */
  static FolderManifest parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    if (!fields.text("kind").equals(KIND)) {
      throw new BadMessage("$.kind", "expected " + KIND);
    }
    SortedMap<String, Content> files = new TreeMap<>();
    for (JsonFields each : fields.objects("files")) {
      Content content = new Content(each.whole("size"), each.word("sha256", Sha256::new));
      if (files.put(each.text("name"), content) != null) {
        throw new BadMessage("$.files", "names one file twice");
      }
    }
    return new FolderManifest(fields.whole("version", 1), files);
  }

  /**
   * How a folder differs from this one: {@code offices/hata.yaml: was changed …}, in the order of
   * the names; empty if in nothing.
   */
  public List<String> differences(Map<String, Content> found) {
    SortedMap<String, String> differences = new TreeMap<>();
    files.forEach(
        (name, signed) -> {
          Content now = found.get(name);
          if (now == null) {
            differences.put(name, "is gone: it was there when the folder was signed");
          } else if (!now.equals(signed)) {
            differences.put(name, "was changed after it was signed" + sizes(signed, now));
          }
        });
    found.keySet().stream()
        .filter(name -> !files.containsKey(name))
        .forEach(name -> differences.put(name, "was added after the folder was signed"));
    List<String> told = new ArrayList<>();
    differences.forEach((name, what) -> told.add(name + ": " + what));
    return told;
  }

  private static String sizes(Content signed, Content now) {
    return signed.size() == now.size()
        ? " (the size is the same, the content is not)"
        : " (it has " + now.size() + " bytes instead of " + signed.size() + ")";
  }
}
