package city.seki.hub.utilisation;

import city.seki.hub.calendar.JapaneseDates;
import city.seki.hub.report.CsvFile;
import city.seki.hub.report.Language;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tables of the report for spreadsheets; names of columns stay as they are in any language. */
public final class UtilisationCsv {
  /** Which of its tables. */
  public enum Table {
    OFFICES,
    HOURS,
    DAYS,
    SEATS,
    ROOMS,
    DEVICES;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is no such table
     */
    public static Table of(String word) {
      for (Table table : values()) {
        if (table.word().equals(word)) {
          return table;
        }
      }
      throw new IllegalArgumentException(
          "expected offices, hours, days, seats, rooms or devices, not '" + word + "'");
    }
  }

  private static final String[] TIME = {"from", "to", "年度", "和暦"};

  private final UtilisationReport report;
  private final Language language;

  private UtilisationCsv(UtilisationReport report, Language language) {
    this.report = report;
    this.language = language;
  }

  static CsvFile of(UtilisationReport report, Table table, Language language) {
    UtilisationCsv csv = new UtilisationCsv(report, language);
    return switch (table) {
      case OFFICES -> csv.offices();
      case HOURS -> csv.hours();
      case DAYS -> csv.days();
      case SEATS -> csv.seats();
      case ROOMS -> csv.rooms();
      case DEVICES -> csv.devices();
    };
  }

  private static CsvFile file(String... heads) {
    String[] all = Arrays.copyOf(heads, heads.length + TIME.length);
    System.arraycopy(TIME, 0, all, heads.length, TIME.length);
    return new CsvFile(all);
  }

  /** With the columns that say of when it is. */
  private void row(CsvFile file, @Nullable Object... cells) {
    LocalDate first = report.query().first();
    LocalDate last = report.query().last();
    @Nullable Object[] all = Arrays.copyOf(cells, cells.length + TIME.length);
    all[cells.length] = first;
    all[cells.length + 1] = last;
    all[cells.length + 2] =
        Objects.requireNonNullElseGet(
            JapaneseDates.fiscalYear(first, last),
            () -> JapaneseDates.fiscalYear(first) + "から" + JapaneseDates.fiscalYear(last));
    all[cells.length + 3] = JapaneseDates.period(first, last);
    file.add(all);
  }

  private CsvFile offices() {
    CsvFile file =
        file(
            "kind",
            "office",
            "name",
            "zone",
            "seats",
            "offered_minutes",
            "claimed_minutes",
            "rate_percent",
            "peak",
            "peak_at",
            "claims",
            "reservations",
            "no_shows",
            "no_show_percent",
            "unclaimed_uses",
            "unclaimed_minutes",
            "conflicts",
            "auto_closed",
            "outside_minutes");
    for (UtilisationReport.Line office : report.offices()) {
      seats(file, "office", office.id(), language.of(office.name()), "", office.seats());
      for (UtilisationReport.Line zone : office.zones()) {
        String name = language.of(office.name());
        seats(file, "zone", office.id(), name, zone.id(), zone.seats());
      }
    }
    seats(file, "total", "", UseWord.TOTAL.in(language), "", report.total());
    return file;
  }

  private void seats(
      CsvFile file,
      String kind,
      String office,
      String name,
      String zone,
      UtilisationReport.Seats seats) {
    SeatUse use = seats.use();
    Peak peak = seats.peak();
    row(
        file,
        kind,
        office,
        name,
        zone,
        seats.seats(),
        use.offered(),
        use.claimed(),
        report.percent(use.claimed(), use.offered()),
        peak == null ? null : peak.claimed(),
        peak == null || peak.at() == null
            ? null
            : peak.at().atZone(report.city().timeZone()).toOffsetDateTime(),
        use.claims(),
        use.reservations(),
        use.noShows(),
        report.percent(use.noShows(), use.reservations()),
        use.unclaimedUses(),
        use.unclaimedMinutes(),
        use.conflicts(),
        use.autoClosed(),
        use.outside());
  }

  private CsvFile hours() {
    CsvFile file = file("weekday", "hour", "offered_minutes", "claimed_minutes", "rate_percent");
    for (UtilisationReport.Hour hour : report.hours()) {
      row(
          file,
          hour.weekday(),
          hour.hour(),
          hour.offered(),
          hour.claimed(),
          report.percent(hour.claimed(), hour.offered()));
    }
    return file;
  }

  private CsvFile days() {
    CsvFile file =
        new CsvFile(
            "date", "offered_minutes", "claimed_minutes", "rate_percent", "peak", "年度", "和暦");
    for (UtilisationReport.Day day : report.days()) {
      file.add(
          day.date(),
          day.offered(),
          day.claimed(),
          report.percent(day.claimed(), day.offered()),
          day.peak(),
          JapaneseDates.fiscalYear(day.date()),
          JapaneseDates.day(day.date()));
    }
    return file;
  }

  private CsvFile seats() {
    CsvFile file =
        file("office", "seat", "zone", "offered_minutes", "claimed_minutes", "rate_percent");
    for (UtilisationReport.OneSeat seat : report.seats()) {
      DayUse.OfSeat use = seat.use();
      row(
          file,
          seat.id().office(),
          seat.id().seat(),
          use.zone(),
          use.offered(),
          use.claimed(),
          report.percent(use.claimed(), use.offered()));
    }
    return file;
  }

  private CsvFile rooms() {
    CsvFile file =
        file(
            "office",
            "room",
            "name",
            "open_minutes",
            "occupied_minutes",
            "unknown_minutes",
            "rate_percent",
            "booked_minutes");
    for (UtilisationReport.OneRoom room : report.rooms()) {
      RoomUse use = room.use();
      row(
          file,
          room.id().office(),
          room.id().room(),
          language.of(room.name()),
          use.open(),
          use.occupied(),
          use.unknown(),
          report.percent(use.occupied(), use.open() - use.unknown()),
          use.booked());
    }
    return file;
  }

  private CsvFile devices() {
    CsvFile file =
        file(
            "office",
            "room",
            "device",
            "in_call_minutes",
            "on_while_empty_minutes",
            "faults",
            "fault_minutes",
            "offline_minutes");
    for (UtilisationReport.OneDevice device : report.devices()) {
      DeviceUse use = device.use();
      row(
          file,
          device.id().office(),
          use.room(),
          device.id().device(),
          use.inCall(),
          use.onWhileEmpty(),
          use.faults(),
          use.faultMinutes(),
          use.offlineMinutes());
    }
    return file;
  }
}
