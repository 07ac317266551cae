package city.seki.config.wire;

import city.seki.config.model.KitId;
import city.seki.config.rules.Kits;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** The kits of one office in its snapshot: which tags they bear, and who has them. */
final class KitsJson {
  private KitsJson() {}

  static void write(Kits kits, JsonText o, ZoneId zone) {
    o.array(
        "tags",
        new TreeMap<>(kits.tags()).entrySet(),
        (e, f) -> f.put("tag", e.getKey()).put("kit", e.getValue().kit()));
    Map<String, Kits.KitState> byName = new TreeMap<>();
    kits.kits().forEach((kit, state) -> byName.put(kit.kit(), state));
    o.array(
        "kits",
        byName.entrySet(),
        (e, f) -> {
          f.put("kit", e.getKey()).put("changed", e.getValue().changed(), zone);
          Kits.Loan loan = e.getValue().loan();
          if (loan != null) {
            f.put("person", loan.person()).put("since", loan.since(), zone);
            f.put("due", loan.due(), zone);
          }
        });
  }

  static Kits read(JsonFields fields, String office) throws BadMessage {
    PMap<String, KitId> tags = HashTreePMap.empty();
    for (JsonFields tag : fields.objects("tags")) {
      tags = tags.plus(tag.text("tag"), new KitId(office, tag.text("kit")));
    }
    PMap<KitId, Kits.KitState> kits = HashTreePMap.empty();
    for (JsonFields kit : fields.objects("kits")) {
      kits =
          kits.plus(
              new KitId(office, kit.text("kit")),
              new Kits.KitState(loan(kit), kit.moment("changed").toInstant()));
    }
    return new Kits(tags, kits);
  }

  private static Kits.@Nullable Loan loan(JsonFields kit) throws BadMessage {
    return kit.textOrNull("person") == null
        ? null
        : new Kits.Loan(
            kit.text("person"), kit.moment("since").toInstant(), kit.moment("due").toInstant());
  }
}
