package city.seki.hub.muster;

import city.seki.config.wire.JsonText;
import java.time.ZoneId;

/** A muster for programs. */
final class MusterJson {
  private MusterJson() {}

  static byte[] of(Muster muster) {
    ZoneId zone = muster.zone();
    return JsonText.object(
        o -> {
          o.put("at", muster.at(), zone).put("known", muster.known(), zone);
          o.put("live", muster.live()).put("city", muster.city());
          o.put("named", muster.named()).put("nameless", muster.nameless());
          o.put("unseen", muster.unseen());
          o.array("offices", muster.offices(), (office, f) -> office(office, f, zone));
        });
  }

  private static void office(InOffice office, JsonText o, ZoneId zone) {
    o.put("office", office.office()).put("name", office.name());
    o.put("nameless", office.nameless()).put("unseen", office.unseen());
    o.array(
        "people",
        office.people(),
        (p, f) ->
            f.put("person", p.person())
                .put("staff_id", p.staffId())
                .put("name", p.name())
                .put("department", p.department())
                .put("seat", p.seat())
                .put("since", p.since(), zone)
                .put("silent", p.silent()));
    o.array(
        "rooms",
        office.rooms(),
        (r, f) ->
            f.put("room", r.room())
                .put("name", r.name())
                .put("state", r.occupancy().word())
                .put("people", r.people())
                .put("since", r.since(), zone)
                .put("silent", r.silent()));
    o.put("unclaimed", office.unclaimed()).put("unknown", office.unknown());
    o.array(
        "units",
        office.news(),
        (n, f) ->
            f.put("unit", n.unit())
                .put("heard", n.heard(), zone)
                .put("silent", n.silent())
                .put("owes", n.owes()));
  }
}
