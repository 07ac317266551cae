package city.seki.hub.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.Room;
import city.seki.config.model.Seat;
import city.seki.config.model.Text;
import city.seki.config.model.UnitPlaces;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Seating;
import city.seki.hub.fleet.Fleet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FloorSearchTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

  private static Office office(String id, String ja, String en, int seats) {
    List<Seat> places = new ArrayList<>();
    for (int i = 1; i <= seats; i++) {
      places.add(new Seat("A-%02d".formatted(i), "lgwan", i, 0, false));
    }
    return new Office(
        id,
        new Text(ja, en),
        Map.of(),
        false,
        Set.of(),
        List.of(),
        Policy.STANDARD,
        Office.byName(places),
        List.of(new Room("vc-1", new Text("テレビ会議室１", "Video room 1"))));
  }

  private static final Floor FLOOR =
      new Floor(
          Seating.of(
              new City(
                  new Text("松本市", "Matsumoto"),
                  ZoneId.of("Asia/Tokyo"),
                  List.of("lgwan"),
                  List.of(
                      office("chuo", "中央公民館", "Central", 12),
                      office("honcho", "本庁舎", "Main building", 3)),
                  List.of(),
                  Set.of()),
              Directory.EMPTY),
          new Fleet(() -> 0L),
          new UnitPlaces(),
          NOW);

  private static List<String> seats(String text) {
    return FloorSearch.in(FLOOR, text, 99).seats().stream().map(s -> s.id().toString()).toList();
  }

  @Test
  void a_seat_is_found_by_a_part_of_its_name_however_it_is_typed() {
    assertEquals(List.of("chuo/A-02", "honcho/A-02"), seats("a-02"));
    assertEquals(List.of("chuo/A-12"), seats("Ａ－１２"));
  }

  @Test
  void words_may_name_the_office_but_not_that_alone() {
    assertEquals(List.of("chuo/A-02"), seats("中央 02"));
    assertEquals(List.of("honcho/A-01", "honcho/A-02", "honcho/A-03"), seats("A-0 main"));
    assertEquals(0, FloorSearch.in(FLOOR, "中央公民館", 99).all());
    assertEquals(0, FloorSearch.in(FLOOR, "  ", 99).all());
  }

  @Test
  void rooms_are_found_by_their_names_in_both_languages() {
    FloorSearch.Found found = FloorSearch.in(FLOOR, "テレビ 1 本庁", 99);
    assertEquals(1, found.rooms().size());
    assertEquals("honcho", found.rooms().getFirst().office().id());
    assertEquals(2, FloorSearch.in(FLOOR, "video", 99).rooms().size());
  }

  @Test
  void the_first_are_told_and_how_many_there_are_and_where() {
    FloorSearch.Found found = FloorSearch.in(FLOOR, "a-", 5);
    assertEquals(5, found.seats().size());
    assertEquals(15, found.all());
    assertTrue(found.offices().containsAll(List.of("chuo", "honcho")));
  }
}
