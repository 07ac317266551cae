package city.seki.hub.ledger;

import city.seki.config.rules.Outage;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Outages of seats as fields of their events. One from now on with an open end for some other
 * reason is written as before there were others: an old event stays the same, letter by letter.
 */
final class OutageCodec {
  private OutageCodec() {}

  static void fields(Outage outage, Instant at, JsonText o) {
    o.put("note", outage.note());
    if (outage.reason() != Outage.Reason.OTHER) {
      o.put("why", outage.reason().word());
    }
    if (!outage.from().equals(at)) {
      o.put("from", outage.from().toEpochMilli());
    }
    if (outage.until() != null) {
      o.put("until", outage.until().toEpochMilli());
    }
  }

  static Outage read(JsonFields f, Instant at) throws BadMessage {
    Instant from = moment(f, "from");
    return new Outage(
        f.has("why") ? f.word("why", Outage.Reason::of) : Outage.Reason.OTHER,
        f.text("note"),
        from == null ? at : from,
        moment(f, "until"));
  }

  static void begun(@Nullable Instant begun, JsonText o) {
    if (begun != null) {
      o.put("begun", begun.toEpochMilli());
    }
  }

  static @Nullable Instant begun(JsonFields f) throws BadMessage {
    return moment(f, "begun");
  }

  private static @Nullable Instant moment(JsonFields f, String name) throws BadMessage {
    Long millis = f.wholeOrNull(name);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
