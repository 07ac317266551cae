package city.seki.config.wire;

import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Claim;
import city.seki.config.rules.Kits;
import city.seki.config.rules.OfficeState;
import city.seki.config.rules.Outage;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Source;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a unit needs to know of its office to decide there alone. All units of an office get the
 * same; it goes about as a {@link SignedDocument}.
 *
 * @param version a later one has a larger number, over restarts of the hub too
 * @param madeAt the city's time when the hub made it
 * @param people {@link PeopleMessage#id} of the people that it builds on; with older ones it is
 *     still better than nothing
 */
public record SnapshotMessage(long version, Instant madeAt, String people, OfficeState office) {
  private static final String KIND = "snapshot";

  public byte[] toJson() {
    ZoneId zone = office.timeZone();
    return JsonText.object(
        o -> {
          o.put("v", 1).put("kind", KIND).put("version", version).put("at", madeAt, zone);
          o.put("people", people).put("time_zone", zone.getId());
          o.object("office", place -> OfficeJson.write(office.office(), place));
          o.array(
              "seats",
              office.seats().entrySet(),
              (e, f) -> seat(e.getKey(), e.getValue(), f, zone, madeAt));
          o.array(
              "last_seats",
              new TreeMap<>(office.lastSeats()).entrySet(),
              (e, f) -> f.put("person", e.getKey()).put("seat", e.getValue()));
          o.array(
              "last_taps",
              new TreeMap<>(office.lastTaps()).entrySet(),
              (e, f) -> lastTap(e.getKey(), e.getValue(), f, zone));
          o.put("blocked", new TreeSet<>(office.blocked()));
          o.array(
              "linked",
              new TreeMap<>(office.linked()).entrySet(),
              (e, f) -> f.put("card", e.getKey()).put("person", e.getValue()));
          if (!office.kits().equals(Kits.NONE)) {
            KitsJson.write(office.kits(), o, zone);
          }
        });
  }

  private static void seat(String name, SeatState seat, JsonText o, ZoneId zone, Instant madeAt) {
    o.put("seat", name).put("since", seat.since(), zone).put("source", seat.source().word());
    Claim claim = seat.claim();
    if (claim != null) {
      o.object(
          "claim",
          c ->
              c.put("person", claim.person())
                  .put("department", claim.department())
                  .put("source", claim.source().word())
                  .put("since", claim.since(), zone)
                  .put("closes", claim.closes(), zone));
    }
    if (!seat.reservations().isEmpty()) {
      o.array(
          "reservations",
          seat.reservations(),
          (r, f) ->
              f.put("id", r.id())
                  .put("person", r.person())
                  .put("from", r.from(), zone)
                  .put("to", r.to(), zone));
    }
    Outage outage = seat.outage();
    if (outage != null) {
      if (outage.isAt(madeAt)) {
        o.put("out_of_service", true); // for units that know of no times yet
      }
      o.object(
          "outage", f -> f.put("from", outage.from(), zone).put("until", outage.until(), zone));
    }
    SeatState.Presence presence = seat.presence();
    if (presence != null) {
      o.object(
          "presence",
          p -> p.put("present", presence.present()).put("since", presence.since(), zone));
    }
    if (seat.unclaimedUse()) {
      o.put("unclaimed_use", true);
    }
  }

  private static void lastTap(String reader, Seating.LastTap tap, JsonText o, ZoneId zone) {
    o.put("reader", reader).put("bearer", tap.bearer()).put("at", tap.at(), zone);
    o.object("answer", answer -> ProvisionalAnswer.of(tap.answer(), zone).write(answer));
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/snapshot.schema.json}
   */
  public static SnapshotMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    fields.word("kind", kind -> PeopleMessage.requireKind(KIND, kind));
    try {
      Office office = OfficeJson.read(fields.object("office"));
      return new SnapshotMessage(
          fields.whole("version", 1),
          fields.moment("at").toInstant(),
          fields.text("people"),
          new OfficeState(
              fields.word("time_zone", SnapshotMessage::zone),
              office,
              seats(fields, office.id()),
              keyed(fields, "last_seats", "person", "seat"),
              lastTaps(fields, office.id()),
              new TreeSet<>(fields.texts("blocked")),
              keyed(fields, "linked", "card", "person"),
              KitsJson.read(fields, office.id())));
    } catch (IllegalArgumentException e) {
      throw new BadMessage("$", String.valueOf(e.getMessage()));
    }
  }

  private static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw new IllegalArgumentException("expected the name of a time zone, such as Asia/Tokyo");
    }
    return ZoneId.of(name);
  }

  private static Map<String, String> keyed(JsonFields from, String array, String key, String value)
      throws BadMessage {
    Map<String, String> map = new TreeMap<>();
    for (JsonFields item : from.objects(array)) {
      map.put(item.text(key), item.text(value));
    }
    return map;
  }

  private static Map<String, SeatState> seats(JsonFields fields, String office) throws BadMessage {
    Map<String, SeatState> seats = new LinkedHashMap<>();
    for (JsonFields seat : fields.objects("seats")) {
      String name = seat.text("seat");
      if (seats.put(name, seat(seat, new SeatId(office, name))) != null) {
        throw new BadMessage("$.seats", "seat " + name + " is there twice");
      }
    }
    return seats;
  }

  private static SeatState seat(JsonFields seat, SeatId id) throws BadMessage {
    List<Reservation> reservations = new ArrayList<>();
    for (JsonFields r : seat.objects("reservations")) {
      reservations.add(
          new Reservation(
              r.text("id"),
              id,
              r.text("person"),
              r.moment("from").toInstant(),
              r.moment("to").toInstant()));
    }
    JsonFields presence = seat.objectOrNull("presence");
    return new SeatState(
        claim(seat.objectOrNull("claim")),
        reservations,
        outage(seat),
        presence == null
            ? null
            : new SeatState.Presence(
                presence.truth("present"), presence.moment("since").toInstant()),
        seat.has("unclaimed_use") && seat.truth("unclaimed_use"),
        seat.has("since") ? seat.moment("since").toInstant() : null,
        seat.word("source", SnapshotMessage::source));
  }

  /** A hub that knows of no times says only that it is out. */
  private static @Nullable Outage outage(JsonFields seat) throws BadMessage {
    JsonFields outage = seat.objectOrNull("outage");
    if (outage == null) {
      return seat.has("out_of_service") && seat.truth("out_of_service")
          ? new Outage(Outage.Reason.OTHER, "", Instant.EPOCH, null)
          : null;
    }
    OffsetDateTime until = outage.momentOrNull("until");
    return new Outage(
        Outage.Reason.OTHER,
        "",
        outage.moment("from").toInstant(),
        until == null ? null : until.toInstant());
  }

  private static @Nullable Claim claim(@Nullable JsonFields claim) throws BadMessage {
    return claim == null
        ? null
        : new Claim(
            claim.text("person"),
            claim.text("department"),
            claim.word("source", SnapshotMessage::source),
            claim.moment("since").toInstant(),
            claim.moment("closes").toInstant());
  }

  private static Source source(String word) {
    for (Source source : Source.values()) {
      if (source.word().equals(word)) {
        return source;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no source of a seat's state");
  }

  private static Map<String, Seating.LastTap> lastTaps(JsonFields fields, String office)
      throws BadMessage {
    Map<String, Seating.LastTap> taps = new LinkedHashMap<>();
    for (JsonFields tap : fields.objects("last_taps")) {
      taps.put(
          tap.text("reader"),
          new Seating.LastTap(
              tap.text("bearer"),
              tap.moment("at").toInstant(),
              ProvisionalAnswer.read(tap.object("answer")).answer(office)));
    }
    return taps;
  }
}
