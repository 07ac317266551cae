package city.seki.hub.ngsi;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.wire.JsonText;
import city.seki.hub.feed.DayFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Each office as an entity {@code SatelliteOffice} with its seats, and how it was used on a day. No
 * model of Smart Data Models has shared seats, so the terms are Seki's own, defined in the context
 * of each entity; there are neither persons nor departments in it.
 */
public final class OfficeEntities {
  private static final String CORE =
      "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld";
  private static final String TERMS = "urn:seki:ngsi-ld:";
  private static final List<String> NAMES =
      List.of("SatelliteOffice", "seats", "seatsByZone", "personDays", "visits", "seatMinutes");

  private OfficeEntities() {}

  /**
   * A JSON array of entities, for {@code POST /ngsi-ld/v1/entityOperations/upsert}.
   *
   * @param day of the whole city; an office in which nobody was has zeros
   */
  public static byte[] of(City city, DayFigures day) {
    Instant observed =
        day.day().plusDays(1).atStartOfDay(city.timeZone()).toInstant().minusSeconds(1);
    List<String> entities = new ArrayList<>();
    for (Office office : city.offices().values()) {
      byte[] entity = JsonText.object(o -> entity(office, day, observed, o));
      String fields = new String(entity, 1, entity.length - 1, UTF_8);
      entities.add("{" + context() + "," + fields);
    }
    return ("[" + String.join(",\n", entities) + "]\n").getBytes(UTF_8);
  }

  /** An address and an object in one array, which no list of one kind is. */
  private static String context() {
    byte[] terms = JsonText.object(o -> NAMES.forEach(name -> o.put(name, TERMS + name)));
    return "\"@context\":[\"" + CORE + "\"," + new String(terms, UTF_8) + "]";
  }

  private static void entity(Office office, DayFigures day, Instant observed, JsonText o) {
    DayFigures.Sum sum = day.offices().getOrDefault(office.id(), new DayFigures.Sum(0, 0, 0));
    o.put("id", "urn:ngsi-ld:SatelliteOffice:" + office.id()).put("type", "SatelliteOffice");
    o.object(
        "name",
        name ->
            name.put("type", "LanguageProperty")
                .object(
                    "languageMap",
                    map -> map.put("ja", office.name().ja()).put("en", office.name().en())));
    property("seats", office.seats().size(), null, o);
    o.object(
        "seatsByZone",
        zones ->
            zones
                .put("type", "Property")
                .object("value", value -> zones(office).forEach((z, n) -> value.put(z, (long) n))));
    property("personDays", sum.personDays(), observed, o);
    property("visits", sum.visits(), observed, o);
    property("seatMinutes", sum.minutes(), observed, o);
  }

  private static Map<String, Integer> zones(Office office) {
    Map<String, Integer> zones = new TreeMap<>();
    for (Seat seat : office.seats().values()) {
      zones.merge(seat.zone(), 1, Integer::sum);
    }
    return zones;
  }

  private static void property(String name, long value, @Nullable Instant observed, JsonText o) {
    o.object(
        name,
        property -> {
          property.put("type", "Property").put("value", value);
          if (observed != null) {
            property.put("observedAt", observed.toString());
          }
        });
  }
}
