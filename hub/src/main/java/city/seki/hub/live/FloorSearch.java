package city.seki.hub.live;

import city.seki.config.model.Office;
import city.seki.config.model.Room;
import city.seki.config.model.SeatId;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds seats and rooms by what people type of them: some words, in any order, of which at least
 * one is in the name of the seat or room and the others are there or in the name of its office.
 * Pure.
 */
public final class FloorSearch {
  /**
   * A room that was found.
   *
   * @param office the office that it is in
   */
  public record FoundRoom(Office office, Room room) {}

  /**
   * What was found.
   *
   * @param seats the first of them, in the order of the city's files
   * @param rooms the same
   * @param offices ids of those in which any was found
   * @param all how many were found
   */
  public record Found(
      List<SeatOnFloor> seats, List<FoundRoom> rooms, Set<String> offices, int all) {}

  private final List<String> words;

  private FloorSearch(List<String> words) {
    this.words = words;
  }

  /** Finds what fits that text; nothing fits a text without words. */
  public static Found in(Floor floor, String text, int most) {
    List<String> words = Stream.of(plain(text).split("\\s+")).filter(w -> !w.isEmpty()).toList();
    return new FloorSearch(words).find(floor, most);
  }

  private Found find(Floor floor, int most) {
    List<SeatOnFloor> seats = new ArrayList<>();
    List<FoundRoom> rooms = new ArrayList<>();
    Set<String> offices = new LinkedHashSet<>();
    int all = 0;
    for (Office office : floor.city().offices().values()) {
      String around = plain(office.id() + ' ' + office.name().ja() + ' ' + office.name().en());
      int before = all;
      for (String seat : office.seats().keySet()) {
        SeatId id = new SeatId(office.id(), seat);
        if (fits(plain(seat), around) && floor.isThere(id)) {
          all++;
          SeatOnFloor found = seats.size() < most ? floor.seat(id) : null;
          if (found != null) {
            seats.add(found);
          }
        }
      }
      for (Room room : office.rooms()) {
        if (fits(plain(room.id() + ' ' + room.name().ja() + ' ' + room.name().en()), around)) {
          all++;
          if (rooms.size() < most) {
            rooms.add(new FoundRoom(office, room));
          }
        }
      }
      if (all > before) {
        offices.add(office.id());
      }
    }
    return new Found(List.copyOf(seats), List.copyOf(rooms), offices, all);
  }

  private boolean fits(String name, String around) {
    boolean own = false;
    for (String word : words) {
      boolean here = name.contains(word);
      if (!here && !around.contains(word)) {
        return false;
      }
      own |= here;
    }
    return own;
  }

  /** As the page's own filter compares: full and half width, upper and lower case are one. */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
