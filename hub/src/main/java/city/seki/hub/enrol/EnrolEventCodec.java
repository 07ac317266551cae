package city.seki.hub.enrol;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.data.EventTable;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.enrol.EnrolEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Events of enrolment as JSON, each under the word of its kind. What is written once is read for
 * ever: a kind or field is never renamed, only added. Times are milliseconds since 1970.
 */
final class EnrolEventCodec implements EventTable.Codec<EnrolEvent> {
  @Override
  public String kind(EnrolEvent event) {
    return switch (event) {
      case EnrolEvent.ClaimMade e -> "claim-made";
      case EnrolEvent.ClaimWithdrawn e -> "claim-withdrawn";
      case EnrolEvent.Asked e -> "asked";
      case EnrolEvent.Lapsed e -> "lapsed";
      case EnrolEvent.Approved e -> "approved";
      case EnrolEvent.Rejected e -> "rejected";
      case EnrolEvent.Issued e -> "issued";
      case EnrolEvent.Revoked e -> "revoked";
    };
  }

  @Override
  public byte[] write(EnrolEvent event) {
    return JsonText.object(o -> fields(event, o.put("at", event.at().toEpochMilli())));
  }

  private static void fields(EnrolEvent event, JsonText o) {
    switch (event) {
      case EnrolEvent.ClaimMade e -> {
        claim(e.claim(), o);
        o.put("unit", e.unit()).put("expires", e.expires().toEpochMilli());
        o.put("approval", word(e.approval())).put("by", e.by());
      }
      case EnrolEvent.ClaimWithdrawn e -> {
        claim(e.claim(), o);
        o.put("by", e.by());
      }
      case EnrolEvent.Asked e -> {
        o.put("unit", e.unit()).put("key", e.key().hex());
        e.claim().ifPresent(claim -> claim(claim, o));
      }
      case EnrolEvent.Lapsed e -> o.put("key", e.key().hex());
      case EnrolEvent.Approved e -> o.put("key", e.key().hex()).put("by", e.by());
      case EnrolEvent.Rejected e -> o.put("key", e.key().hex()).put("by", e.by());
      case EnrolEvent.Issued e -> {
        o.put("unit", e.unit()).put("serial", e.serial().hex()).put("key", e.key().hex());
        o.put("request", e.request().hex());
        e.claim().ifPresent(claim -> claim(claim, o));
        o.put("from", e.validity().from().toEpochMilli());
        o.put("to", e.validity().to().toEpochMilli()).put("certificate", e.certificate());
      }
      case EnrolEvent.Revoked e ->
          o.put("unit", e.unit()).put("reason", word(e.reason())).put("by", e.by());
    }
  }

  /**
   * @throws BadMessage if that is no such event
   */
  @Override
  public EnrolEvent read(String kind, byte[] body) throws BadMessage {
    JsonFields f = JsonFields.parse(body);
    Instant at = instant(f, "at");
    return switch (kind) {
      case "claim-made" ->
          new EnrolEvent.ClaimMade(
              claim(f),
              f.text("unit"),
              instant(f, "expires"),
              f.word("approval", text -> Approval.valueOf(name(text))),
              f.text("by"),
              at);
      case "claim-withdrawn" -> new EnrolEvent.ClaimWithdrawn(claim(f), f.text("by"), at);
      case "asked" -> new EnrolEvent.Asked(f.text("unit"), key(f), claimOrNone(f), at);
      case "lapsed" -> new EnrolEvent.Lapsed(key(f), at);
      case "approved" -> new EnrolEvent.Approved(key(f), f.text("by"), at);
      case "rejected" -> new EnrolEvent.Rejected(key(f), f.text("by"), at);
      case "issued" ->
          new EnrolEvent.Issued(
              f.text("unit"),
              f.word("serial", Serial::new),
              key(f),
              f.word("request", Fingerprint::new),
              claimOrNone(f),
              new Validity(instant(f, "from"), instant(f, "to")),
              f.text("certificate"),
              at);
      case "revoked" ->
          new EnrolEvent.Revoked(
              f.text("unit"),
              f.word("reason", text -> RevokedSerial.Reason.valueOf(name(text))),
              f.text("by"),
              at);
      default -> throw new BadMessage("kind", "unknown kind of event '" + kind + "'");
    };
  }

  private static void claim(Holder.Claim claim, JsonText o) {
    o.put("batch", claim.batch()).put("claim", claim.id());
  }

  private static Holder.Claim claim(JsonFields f) throws BadMessage {
    String batch = f.text("batch");
    return f.word("claim", id -> new Holder.Claim(batch, id));
  }

  private static Optional<Holder.Claim> claimOrNone(JsonFields f) throws BadMessage {
    return f.has("claim") ? Optional.of(claim(f)) : Optional.empty();
  }

  private static Fingerprint key(JsonFields f) throws BadMessage {
    return f.word("key", Fingerprint::new);
  }

  private static Instant instant(JsonFields f, String name) throws BadMessage {
    return Instant.ofEpochMilli(f.whole(name));
  }

  /** As it stands in files and answers. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String name(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
