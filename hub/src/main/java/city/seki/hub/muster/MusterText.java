package city.seki.hub.muster;

import city.seki.hub.report.Grid;
import city.seki.hub.report.Page;
import city.seki.hub.report.PageText;
import java.util.ArrayList;
import java.util.List;

/** A muster for a terminal, when nothing else is left. */
final class MusterText {
  private final MusterWords words;

  MusterText(MusterWords words) {
    this.words = words;
  }

  String text() {
    List<Grid> grids = new ArrayList<>();
    words.muster().offices().forEach(office -> grids.addAll(grids(office)));
    return PageText.of(
        new Page(
            words.language(),
            words.of(MusterWord.TITLE) + " " + words.language().of(words.muster().city()),
            words.made(),
            words.about(),
            grids,
            null,
            words.of(MusterWord.NOTES),
            words.notes()));
  }

  private List<Grid> grids(InOffice office) {
    String name = words.language().of(office.name());
    List<Grid> grids = new ArrayList<>();
    List<List<String>> people = new ArrayList<>();
    for (Present p : office.people()) {
      people.add(List.of("[ ]", p.called(), p.department(), p.seat(), words.since(p)));
    }
    grids.add(
        new Grid(
            "%s: %s %d / %s %d / %s %d"
                .formatted(
                    name,
                    words.of(MusterWord.NAMED),
                    office.people().size(),
                    words.of(MusterWord.NAMELESS),
                    office.nameless(),
                    words.of(MusterWord.UNSEEN),
                    office.unseen()),
            List.of(
                "",
                words.of(MusterWord.NAME),
                words.of(MusterWord.DEPARTMENT),
                words.of(MusterWord.SEAT),
                words.of(MusterWord.SINCE)),
            5,
            people,
            0));
    List<List<String>> rooms = new ArrayList<>();
    for (InRoom r : office.rooms()) {
      rooms.add(
          List.of("[ ]", words.language().of(r.name()), words.people(r), words.when(r.since())));
    }
    if (!rooms.isEmpty()) {
      grids.add(
          new Grid(
              name + " " + words.of(MusterWord.ROOM),
              List.of(
                  "",
                  words.of(MusterWord.ROOM),
                  words.of(MusterWord.PEOPLE),
                  words.of(MusterWord.SINCE)),
              4,
              rooms,
              0));
    }
    seats(name, MusterWord.UNCLAIMED, office.unclaimed(), grids);
    seats(name, MusterWord.UNKNOWN_SEATS, office.unknown(), grids);
    List<List<String>> news = new ArrayList<>();
    office.news().forEach(n -> news.add(List.of(n.unit(), words.news(n))));
    if (!news.isEmpty()) {
      grids.add(
          new Grid(
              name + " " + words.of(MusterWord.UNIT),
              List.of(words.of(MusterWord.UNIT), words.of(MusterWord.HEARD)),
              2,
              news,
              0));
    }
    return grids;
  }

  private void seats(String office, MusterWord what, List<String> seats, List<Grid> grids) {
    if (!seats.isEmpty()) {
      grids.add(
          new Grid(
              office + " " + words.of(what) + ": " + seats.size(),
              List.of(words.of(MusterWord.SEAT)),
              1,
              List.of(List.of(String.join(" ", seats))),
              0));
    }
  }
}
