package city.seki.config.diff;

import city.seki.config.model.Cap;
import city.seki.config.model.Kit;
import city.seki.config.model.Office;
import city.seki.config.model.Room;
import city.seki.config.model.Seat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What differs between two states of one office. */
final class OfficeDiff {
  private final Office before;
  private final Office after;
  private final Consumer<String> tell;

  OfficeDiff(Office before, Office after, Consumer<String> tell) {
    this.before = before;
    this.after = after;
    this.tell = tell;
  }

  /** {@code 11 seats, 1 room, 2 kits}. */
  static String size(Office office) {
    List<String> parts = new ArrayList<>();
    parts.add(Words.counted(office.seats().size(), "seat"));
    if (!office.rooms().isEmpty()) {
      parts.add(Words.counted(office.rooms().size(), "room"));
    }
    if (!office.kits().isEmpty()) {
      parts.add(Words.counted(office.kits().size(), "kit"));
    }
    return String.join(", ", parts);
  }

  void tell() {
    Words.renamed(before.name(), after.name(), tell);
    openings();
    if (!before.caps().equals(after.caps())) {
      tell.accept("its caps are " + caps(after.caps()) + " instead of " + caps(before.caps()));
    }
    new PolicyDiff(before.policy(), after.policy(), tell).tell();
    seats();
    rooms();
    kits();
  }

  private void openings() {
    if (!before.hours().equals(after.hours())) {
      tell.accept(
          Words.changedHours(before.hours(), after.hours())
              + " (so far "
              + Words.hours(before.hours())
              + ")");
    }
    if (before.opensOnHolidays() != after.opensOnHolidays()) {
      tell.accept(
          after.opensOnHolidays() ? "is open on holidays" : "is closed on holidays from now on");
    }
    days("is closed on ", after, before);
    days("is no longer closed on ", before, after);
  }

  private void days(String words, Office of, Office without) {
    List<LocalDate> days =
        of.closures().stream().filter(day -> !without.closures().contains(day)).sorted().toList();
    if (!days.isEmpty()) {
      tell.accept(words + days.stream().map(LocalDate::toString).collect(Collectors.joining(", ")));
    }
  }

  private static String caps(List<Cap> caps) {
    return caps.isEmpty()
        ? "none"
        : caps.stream().map(OfficeDiff::cap).collect(Collectors.joining(" and "));
  }

  private static String cap(Cap cap) {
    return Words.counted(cap.seats(), "seat")
        + (cap.zone() == null ? "" : " in zone " + cap.zone())
        + (cap.from() == null ? "" : " from " + cap.from())
        + (cap.to() == null ? "" : " to " + cap.to());
  }

  private void seats() {
    Words.listed("seat", before.seats().keySet(), after.seats().keySet(), this::seatsTold);
    List<String> moved = new ArrayList<>();
    before
        .seats()
        .forEach(
            (name, seat) -> {
              Seat now = after.seats().get(name);
              if (now != null && !now.equals(seat)) {
                seat(seat, now);
                if (now.x() != seat.x() || now.y() != seat.y()) {
                  moved.add(name);
                }
              }
            });
    if (!moved.isEmpty()) {
      tell.accept(Words.named("seat", moved, "stands", "stand") + " elsewhere on the plan");
    }
  }

  private void seatsTold(String words) {
    boolean gone = words.endsWith(" gone");
    tell.accept(
        gone ? words + ": whoever sits there loses the seat, reservations are cancelled" : words);
  }

  private void seat(Seat seat, Seat now) {
    if (!now.zone().equals(seat.zone())) {
      tell.accept(
          "seat "
              + seat.id()
              + " is in zone "
              + now.zone()
              + " instead of "
              + seat.zone()
              + ": who may not use that zone loses seat and reservations");
    }
    if (now.sensor() != seat.sensor()) {
      tell.accept(
          "seat "
              + seat.id()
              + (now.sensor()
                  ? " has a sensor: a claim ends when nobody is there for long"
                  : " has no sensor any more: a claim ends by the card, or at closing time"));
    }
    if (now.accessible() != seat.accessible()) {
      tell.accept(
          "seat "
              + seat.id()
              + (now.accessible()
                  ? " is accessible: it is kept for those who need such a seat"
                  : " is not accessible any more: it is for everybody"));
    }
  }

  private void rooms() {
    named(
        "room",
        byName(before.rooms(), Room::id),
        byName(after.rooms(), Room::id),
        (Room one, Room other) -> {
          Words.renamed(
              one.name(), other.name(), words -> tell.accept("room " + one.id() + " " + words));
          if (one.booked() != other.booked()) {
            tell.accept(
                "room "
                    + one.id()
                    + (other.booked()
                        ? " is for those who booked it"
                        : " is open to anybody, booked or not"));
          }
        });
  }

  private void kits() {
    named(
        "kit",
        byName(before.kits(), Kit::id),
        byName(after.kits(), Kit::id),
        (Kit one, Kit other) -> {
          String kit = "kit " + one.id() + " ";
          Words.renamed(one.name(), other.name(), words -> tell.accept(kit + words));
          if (one.days() != other.days()) {
            tell.accept(
                kit
                    + "may be kept for "
                    + Words.counted(other.days(), "open day")
                    + " instead of "
                    + one.days());
          }
          if (!one.parts().equals(other.parts())) {
            tell.accept(
                kit
                    + "has to come back with "
                    + (other.parts().isEmpty()
                        ? "no parts that are looked at"
                        : other.parts().stream()
                            .map(Words::both)
                            .collect(Collectors.joining(", "))));
          }
        });
  }

  private interface Both<T> {
    void tell(T one, T other);
  }

  private <T> void named(String what, Map<String, T> before, Map<String, T> after, Both<T> both) {
    Words.listed(what, before.keySet(), after.keySet(), tell);
    before.forEach(
        (name, one) -> {
          T other = after.get(name);
          if (other != null && !other.equals(one)) {
            both.tell(one, other);
          }
        });
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    Map<String, T> byName = new LinkedHashMap<>();
    all.forEach(each -> byName.put(name.apply(each), each));
    return byName;
  }
}
