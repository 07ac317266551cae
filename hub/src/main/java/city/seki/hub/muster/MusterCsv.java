package city.seki.hub.muster;

import city.seki.config.wire.JsonText;
import city.seki.hub.report.CsvFile;
import city.seki.hub.report.Language;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A muster as one table: a row for each person, room and seat that somebody has to look for. */
final class MusterCsv {
  private MusterCsv() {}

  static CsvFile of(Muster muster, Language language) {
    CsvFile file =
        new CsvFile(
            "made",
            "office",
            "office_name",
            "kind",
            "staff_id",
            "name",
            "department",
            "place",
            "state",
            "people",
            "since",
            "silent");
    String made = at(muster.at(), muster.zone());
    for (InOffice office : muster.offices()) {
      String name = language.of(office.name());
      for (Present p : office.people()) {
        file.add(
            made,
            office.office(),
            name,
            "person",
            p.staffId(),
            p.called(),
            p.department(),
            p.seat(),
            "claimed",
            1,
            at(p.since(), muster.zone()),
            p.silent());
      }
      for (InRoom r : office.rooms()) {
        file.add(
            made,
            office.office(),
            name,
            "room",
            null,
            null,
            null,
            language.of(r.name()),
            r.occupancy().word(),
            r.people(),
            at(r.since(), muster.zone()),
            r.silent());
      }
      office.unclaimed().forEach(seat -> seat(file, made, office, name, seat, "unclaimed-use"));
      office.unknown().forEach(seat -> seat(file, made, office, name, seat, "unknown"));
    }
    return file;
  }

  private static void seat(
      CsvFile file, @Nullable String made, InOffice office, String name, String seat, String is) {
    boolean unknown = is.equals("unknown");
    file.add(
        made,
        office.office(),
        name,
        "seat",
        null,
        null,
        null,
        seat,
        is,
        unknown ? null : 1,
        null,
        unknown);
  }

  private static @Nullable String at(@Nullable Instant moment, ZoneId zone) {
    return moment == null ? null : JsonText.MOMENT.format(moment.atZone(zone));
  }
}
