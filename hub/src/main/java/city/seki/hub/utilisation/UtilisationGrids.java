package city.seki.hub.utilisation;

import city.seki.config.model.Office;
import city.seki.hub.calendar.JapaneseDates;
import city.seki.hub.report.Fraction;
import city.seki.hub.report.Grid;
import city.seki.hub.report.Language;
import city.seki.hub.report.Page;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The report as tables and lines for people, in their language. */
final class UtilisationGrids {
  private static final String NOTHING = "-";
  private static final int MINUTES = 60;

  private final UtilisationReport report;
  private final Language language;

  UtilisationGrids(UtilisationReport report, Language language) {
    this.report = report;
    this.language = language;
  }

  Page page() {
    UtilisationQuery query = report.query();
    return new Page(
        language,
        word(UseWord.TITLE),
        query.first() + " " + query.last(),
        about(),
        grids(),
        report.days().isEmpty() ? null : days(),
        word(UseWord.NOTES),
        report.notes().stream().map(note -> language.of(note.text())).toList());
  }

  private String word(UseWord word) {
    return word.in(language);
  }

  private List<String> words(UseWord... words) {
    return Stream.of(words).map(this::word).toList();
  }

  private List<List<String>> about() {
    UtilisationQuery query = report.query();
    List<List<String>> lines = new ArrayList<>();
    String days =
        language == Language.EN
            ? query.first() + " to " + query.last()
            : JapaneseDates.period(query.first(), query.last())
                + "（"
                + query.first()
                + "～"
                + query.last()
                + "）";
    lines.add(List.of(word(UseWord.PERIOD), days));
    if (!query.offices().isEmpty()) {
      String names = String.join("、", query.offices().stream().sorted().map(this::office).toList());
      lines.add(List.of(word(UseWord.OFFICES), names));
    }
    if (query.zone() != null) {
      lines.add(List.of(word(UseWord.ZONE), query.zone()));
    }
    return lines;
  }

  private String office(String id) {
    Office office = report.city().office(id);
    return office == null ? id : language.of(office.name());
  }

  private List<Grid> grids() {
    List<Grid> grids = new ArrayList<>();
    grids.add(offices());
    UtilisationReport previous = report.previous();
    if (previous != null) {
      grids.add(compared(previous));
    }
    if (!report.hours().isEmpty()) {
      grids.add(hours());
    }
    if (!report.seats().isEmpty()) {
      grids.add(seats());
    }
    if (!report.rooms().isEmpty()) {
      grids.add(rooms());
    }
    if (!report.devices().isEmpty()) {
      grids.add(devices());
    }
    return grids;
  }

  private List<String> heads(UseWord first) {
    return words(
        first,
        UseWord.ZONE,
        UseWord.SEATS,
        UseWord.OFFERED,
        UseWord.CLAIMED,
        UseWord.RATE,
        UseWord.PEAK,
        UseWord.CLAIMS,
        UseWord.NO_SHOWS,
        UseWord.UNCLAIMED,
        UseWord.CONFLICTS,
        UseWord.AUTO_CLOSED);
  }

  private Grid offices() {
    List<List<String>> rows = new ArrayList<>();
    for (UtilisationReport.Line office : report.offices()) {
      rows.add(row(language.of(office.name()), "", office.seats()));
      if (office.zones().size() > 1) {
        office.zones().forEach(zone -> rows.add(row("", zone.id(), zone.seats())));
      }
    }
    rows.add(row(word(UseWord.TOTAL), "", report.total()));
    return new Grid(word(UseWord.BY_OFFICE), heads(UseWord.OFFICE), 2, rows, 1);
  }

  private List<String> row(String name, String zone, UtilisationReport.Seats seats) {
    SeatUse use = seats.use();
    return List.of(
        name,
        zone,
        Long.toString(seats.seats()),
        hours(use.offered()),
        hours(use.claimed()),
        rate(use.claimed(), use.offered()),
        seats.peak() == null ? NOTHING : Integer.toString(seats.peak().claimed()),
        Long.toString(use.claims()),
        use.noShows() + "/" + use.reservations(),
        Long.toString(use.unclaimedUses()),
        Long.toString(use.conflicts()),
        Long.toString(use.autoClosed()));
  }

  private Grid compared(UtilisationReport previous) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(days(report), "", report.total()));
    rows.add(row(days(previous), "", previous.total()));
    SeatUse now = report.total().use();
    SeatUse then = previous.total().use();
    BigDecimal rateNow = report.percent(now.claimed(), now.offered());
    BigDecimal rateThen = previous.percent(then.claimed(), then.offered());
    rows.add(
        List.of(
            word(UseWord.CHANGE),
            "",
            signed(report.total().seats() - previous.total().seats()),
            "",
            "",
            rateNow == null || rateThen == null
                ? NOTHING
                : signed(rateNow.subtract(rateThen).longValueExact()),
            "",
            signed(now.claims() - then.claims()),
            signed(now.noShows() - then.noShows()),
            signed(now.unclaimedUses() - then.unclaimedUses()),
            signed(now.conflicts() - then.conflicts()),
            signed(now.autoClosed() - then.autoClosed())));
    return new Grid(word(UseWord.COMPARED), heads(UseWord.PERIOD), 2, rows, 1);
  }

  private static String days(UtilisationReport of) {
    return of.query().first() + " - " + of.query().last();
  }

  private static String signed(long number) {
    return number > 0 ? "+" + number : Long.toString(number);
  }

  private Grid hours() {
    TreeSet<Integer> weekdays = new TreeSet<>();
    Map<Integer, Map<Integer, String>> rates = new TreeMap<>();
    for (UtilisationReport.Hour hour : report.hours()) {
      weekdays.add(hour.weekday());
      rates
          .computeIfAbsent(hour.hour(), h -> new TreeMap<>())
          .put(hour.weekday(), rate(hour.claimed(), hour.offered()));
    }
    List<String> heads = new ArrayList<>();
    heads.add(word(UseWord.HOUR));
    Locale locale = language == Language.JA ? Locale.JAPANESE : Locale.ENGLISH;
    weekdays.forEach(day -> heads.add(DayOfWeek.of(day).getDisplayName(TextStyle.SHORT, locale)));
    List<List<String>> rows = new ArrayList<>();
    rates.forEach(
        (hour, ofDays) -> {
          List<String> row = new ArrayList<>();
          row.add("%02d:00".formatted(hour));
          weekdays.forEach(day -> row.add(ofDays.getOrDefault(day, "")));
          rows.add(row);
        });
    return new Grid(word(UseWord.BY_HOUR), heads, 1, rows, 0);
  }

  private Grid days() {
    List<List<String>> rows = new ArrayList<>();
    for (UtilisationReport.Day day : report.days()) {
      rows.add(
          List.of(
              day.date().toString(),
              rate(day.claimed(), day.offered()),
              day.peak() == null ? NOTHING : day.peak().toString()));
    }
    return new Grid(
        word(UseWord.BY_DAY), words(UseWord.DATE, UseWord.RATE, UseWord.PEAK), 1, rows, 0);
  }

  private Grid seats() {
    List<List<String>> rows = new ArrayList<>();
    for (UtilisationReport.OneSeat seat : report.seats()) {
      DayUse.OfSeat use = seat.use();
      rows.add(
          List.of(
              seat.id().seat(),
              use.zone(),
              hours(use.offered()),
              hours(use.claimed()),
              rate(use.claimed(), use.offered())));
    }
    List<String> heads =
        words(UseWord.SEAT, UseWord.ZONE, UseWord.OFFERED, UseWord.CLAIMED, UseWord.RATE);
    return new Grid(word(UseWord.BY_SEAT), heads, 2, rows, 0);
  }

  private Grid rooms() {
    List<List<String>> rows = new ArrayList<>();
    for (UtilisationReport.OneRoom room : report.rooms()) {
      RoomUse use = room.use();
      rows.add(
          List.of(
              office(room.id().office()),
              language.of(room.name()),
              hours(use.open()),
              hours(use.occupied()),
              hours(use.unknown()),
              rate(use.occupied(), use.open() - use.unknown()),
              hours(use.booked())));
    }
    List<String> heads =
        words(
            UseWord.OFFICE,
            UseWord.ROOM,
            UseWord.OFFERED,
            UseWord.OCCUPIED,
            UseWord.UNKNOWN,
            UseWord.RATE,
            UseWord.BOOKED);
    return new Grid(word(UseWord.ROOMS), heads, 2, rows, 0);
  }

  private Grid devices() {
    List<List<String>> rows = new ArrayList<>();
    for (UtilisationReport.OneDevice device : report.devices()) {
      DeviceUse use = device.use();
      rows.add(
          List.of(
              office(device.id().office()),
              device.id().device(),
              hours(use.inCall()),
              hours(use.onWhileEmpty()),
              Long.toString(use.faults()),
              hours(use.faultMinutes()),
              hours(use.offlineMinutes())));
    }
    List<String> heads =
        words(
            UseWord.OFFICE,
            UseWord.DEVICE,
            UseWord.IN_CALL,
            UseWord.ON_WHILE_EMPTY,
            UseWord.FAULTS,
            UseWord.FAULT,
            UseWord.OFFLINE);
    return new Grid(word(UseWord.DEVICES), heads, 2, rows, 0);
  }

  private String hours(long minutes) {
    return Fraction.of(minutes, MINUTES).rounded(1, report.query().rounding()).toPlainString();
  }

  private String rate(long part, long whole) {
    BigDecimal percent = report.percent(part, whole);
    return percent == null ? NOTHING : percent.toPlainString() + "%";
  }
}
