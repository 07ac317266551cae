package city.seki.hub.ledger;

import city.seki.config.model.KitId;
import city.seki.config.rules.Event;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.time.Instant;

/** The events of kits on loan as JSON; the rules of {@link EventCodec} hold. */
final class KitEventCodec {
  private KitEventCodec() {}

  static void fields(Event.OfKit event, JsonText o) {
    o.put("office", event.kit().office()).put("kit", event.kit().kit());
    switch (event) {
      case Event.TagLinked e -> o.put("tag", e.tag()).put("by", e.by());
      case Event.TagUnlinked e -> o.put("tag", e.tag()).put("by", e.by());
      case Event.KitLent e -> o.put("person", e.person()).put("due", e.due().toEpochMilli());
      case Event.KitReturned e -> {
        if (e.by() != null) {
          o.put("by", e.by());
        }
        if (e.note() != null) {
          o.put("note", e.note());
        }
      }
    }
  }

  static Event read(String kind, JsonFields f, Instant at) throws BadMessage {
    KitId kit = new KitId(f.text("office"), f.text("kit"));
    return switch (kind) {
      case "tag-linked" -> new Event.TagLinked(kit, f.text("tag"), f.text("by"), at);
      case "tag-unlinked" -> new Event.TagUnlinked(kit, f.text("tag"), f.text("by"), at);
      case "kit-lent" -> new Event.KitLent(kit, f.text("person"), at, EventCodec.instant(f, "due"));
      case "kit-returned" ->
          new Event.KitReturned(kit, at, f.textOrNull("by"), f.textOrNull("note"));
      default -> throw new BadMessage("kind", "unknown kind of event '" + kind + "'");
    };
  }
}
