package city.seki.edge.kiosk;

import city.seki.config.model.Text;
import city.seki.config.wire.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the display shows at one moment, without persons: what it does not show is not in it.
 *
 * @param version of the program: the page fetches itself anew when it is another
 * @param office its name
 * @param clock what o'clock, null while nobody has told the unit
 * @param away why what is shown may be old, null while the hub is there
 * @param trouble why no card can be answered, null while one can
 * @param answer for whoever has just tapped, null if nobody has
 * @param notice what a card or tag may be held there for now, null if there is nothing special
 * @param zones how many seats of each zone are free
 */
record Screen(
    String version,
    Text office,
    @Nullable String clock,
    @Nullable Text away,
    @Nullable Text trouble,
    @Nullable Answer answer,
    @Nullable Text notice,
    List<Zone> zones,
    List<Tile> seats,
    List<Line> rooms,
    List<Line> kits) {

  /** A network zone and its seats. */
  record Zone(Text name, int free, int seats) {}

  /**
   * A seat on the plan.
   *
   * @param until {@code HH:mm}, null where the state does not end by itself today
   */
  record Tile(String seat, int x, int y, String state, Text words, @Nullable String until) {}

  /**
   * A room or a kit.
   *
   * @param state for the sign beside it: {@code free}, {@code taken} or {@code unknown}
   */
  record Line(Text name, String state, Text words) {}

  Screen {
    zones = List.copyOf(zones);
    seats = List.copyOf(seats);
    rooms = List.copyOf(rooms);
    kits = List.copyOf(kits);
  }

  byte[] json() {
    return JsonText.object(
        o -> {
          o.put("version", version).put("clock", clock).put("office", office);
          put(o, "away", away);
          put(o, "trouble", trouble);
          put(o, "notice", notice);
          if (answer != null) {
            o.object(
                "answer",
                a ->
                    a.put("tone", answer.tone().word())
                        .put("seat", answer.seat())
                        .put("text", answer.text())
                        .array("more", answer.more(), Screen::words));
          }
          o.array(
              "zones",
              zones,
              (zone, f) ->
                  f.put("name", zone.name()).put("free", zone.free()).put("seats", zone.seats()));
          o.array(
              "seats",
              seats,
              (seat, f) ->
                  f.put("seat", seat.seat())
                      .put("x", seat.x())
                      .put("y", seat.y())
                      .put("state", seat.state())
                      .put("words", seat.words())
                      .put("until", seat.until()));
          o.array("rooms", rooms, Screen::line);
          o.array("kits", kits, Screen::line);
        });
  }

  private static void put(JsonText o, String name, @Nullable Text text) {
    if (text != null) {
      o.put(name, text);
    }
  }

  private static void words(Text text, JsonText o) {
    o.put("ja", text.ja()).put("en", text.en());
  }

  private static void line(Line line, JsonText o) {
    o.put("name", line.name()).put("state", line.state()).put("words", line.words());
  }
}
