package city.seki.hub.muster;

import static city.seki.hub.muster.MusterWord.DISK;
import static city.seki.hub.muster.MusterWord.KNOWN;
import static city.seki.hub.muster.MusterWord.LAST;
import static city.seki.hub.muster.MusterWord.LIVE;
import static city.seki.hub.muster.MusterWord.MADE;
import static city.seki.hub.muster.MusterWord.NAMED;
import static city.seki.hub.muster.MusterWord.NAMELESS;
import static city.seki.hub.muster.MusterWord.NEVER;
import static city.seki.hub.muster.MusterWord.NOT_KNOWN;
import static city.seki.hub.muster.MusterWord.OCCUPIED;
import static city.seki.hub.muster.MusterWord.OWES;
import static city.seki.hub.muster.MusterWord.SILENT;
import static city.seki.hub.muster.MusterWord.SOMEBODY;
import static city.seki.hub.muster.MusterWord.SOURCE;
import static city.seki.hub.muster.MusterWord.TOTAL;
import static city.seki.hub.muster.MusterWord.UNSEEN;
import static city.seki.hub.muster.MusterWord.VACANT;

import city.seki.config.model.Occupancy;
import city.seki.hub.report.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What text and paper say of a muster, in one language. */
record MusterWords(Muster muster, Language language) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  String of(MusterWord word) {
    return word.in(language);
  }

  /** "08:31", and with its day if that is another one. */
  String when(@Nullable Instant moment) {
    if (moment == null) {
      return of(NEVER);
    }
    ZonedDateTime then = moment.atZone(muster.zone());
    LocalDate today = muster.at().atZone(muster.zone()).toLocalDate();
    return (then.toLocalDate().equals(today) ? TIME : DAY).format(then);
  }

  String made() {
    return DAY.format(muster.at().atZone(muster.zone()));
  }

  /** What the list is and how many are on it, each with its name. */
  List<List<String>> about() {
    List<List<String>> about = new ArrayList<>();
    about.add(List.of(of(MADE), made()));
    about.add(List.of(of(SOURCE), of(muster.live() ? LIVE : DISK)));
    if (!muster.live()) {
      about.add(List.of(of(KNOWN), when(muster.known())));
    }
    about.add(
        List.of(
            of(TOTAL),
            "%s %d / %s %d / %s %d"
                .formatted(
                    of(NAMED),
                    muster.named(),
                    of(NAMELESS),
                    muster.nameless(),
                    of(UNSEEN),
                    muster.unseen())));
    return about;
  }

  /** How a seat's time is told: with a mark where its unit says nothing. */
  String since(Present present) {
    return when(present.since()) + (present.silent() ? " " + of(SILENT) : "");
  }

  String people(InRoom room) {
    if (room.isTaken()) {
      return count(room);
    }
    if (room.since() == null) {
      return of(NOT_KNOWN);
    }
    String last =
        switch (room.occupancy()) {
          case OCCUPIED -> of(OCCUPIED) + " " + count(room);
          case VACANT -> of(VACANT);
          case UNKNOWN -> of(NOT_KNOWN);
        };
    return room.occupancy() == Occupancy.UNKNOWN
        ? of(NOT_KNOWN)
        : "%s（%s%s）".formatted(of(NOT_KNOWN), of(LAST), last);
  }

  private String count(InRoom room) {
    return room.people() == null ? of(SOMEBODY) : String.valueOf(room.people());
  }

  String news(News news) {
    String heard = when(news.heard()) + (news.silent() ? " " + of(SILENT) : "");
    return news.owes() == 0 ? heard : heard + " " + of(OWES) + ": " + news.owes();
  }

  List<String> notes() {
    return List.of(
        of(MusterWord.NOTE_CLAIMS), of(MusterWord.NOTE_SILENT), of(MusterWord.NOTE_PAPER));
  }
}
