package city.seki.config.source;

import city.seki.config.model.City;
import city.seki.config.model.FelicaMac;
import city.seki.config.model.Office;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a city from the blocks that it is written in: what holds between offices and units is
 * looked at here.
 */
final class CityReading {
  private static final ZoneId STANDARD_ZONE = ZoneId.of("Asia/Tokyo");

  private final Block block;
  private final List<Block> officeBlocks;
  private final List<Block> unitBlocks;
  private final boolean complete;

  /** A city in one block. */
  CityReading(Block block) {
    this(block, List.of(), List.of(), true);
  }

  /**
   * @param block with name and zones, and offices and units or not
   * @param offices beside those in the block
   * @param units beside those in the block
   * @param complete false if an office could not be read at all
   */
  CityReading(Block block, List<Block> offices, List<Block> units, boolean complete) {
    this.block = block;
    this.officeBlocks = both(block.blocks("offices", Shape.OFFICE), offices);
    this.unitBlocks = both(block.blocks("units", Shape.UNIT), units);
    this.complete = complete;
  }

  private static List<Block> both(List<Block> first, List<Block> second) {
    List<Block> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** The city; of a file with problems it may lack parts, null where it cannot be made at all. */
  @Nullable City city() {
    Text name = text(block, "name");
    Set<String> zones = zones();
    Map<String, OfficeReading> offices = offices(zones);
    List<Unit> units = units(offices);
    if (name == null) {
      return null;
    }
    if (block.sound()) {
      check(offices.values(), units);
    }
    return new City(
            name,
            timeZone(),
            List.copyOf(zones),
            offices.values().stream().map(OfficeReading::office).filter(Objects::nonNull).toList(),
            units,
            Set.of())
        .withCampaigns(
            CampaignReading.all(block.blocks("campaigns", Shape.CAMPAIGN), offices.keySet()));
  }

  private void check(Collection<OfficeReading> offices, List<Unit> units) {
    for (OfficeReading reading : offices) {
      Office office = reading.office();
      if (office != null) {
        new OfficeChecks(reading.block(), office).check();
        List<Unit> here = units.stream().filter(u -> u.office().equals(office.id())).toList();
        if (!units.isEmpty()) {
          new FurnishingChecks(reading.block(), office, here).check();
        }
      }
    }
    if (units.isEmpty()) {
      block.whole().warn("the city has no units: seats can be taken by phone only");
    }
  }

  /** The words in both languages under that key, null if it is not there or not right. */
  static @Nullable Text text(Block block, String key) {
    Block text = block.block(key, Shape.TEXT);
    return text == null ? null : text(text);
  }

  static @Nullable Text text(Block text) {
    String ja = text.text("ja");
    String en = text.text("en");
    return ja == null || en == null ? null : new Text(ja, en);
  }

  private ZoneId timeZone() {
    String zone = block.text("time_zone");
    if (zone == null) {
      return STANDARD_ZONE;
    }
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      block.problem(
          "time_zone",
          "time zone '"
              + zone
              + "' is unknown"
              + Spelling.hint(zone, ZoneId.getAvailableZoneIds())
              + ": write one of the IANA list, as Asia/Tokyo");
      return STANDARD_ZONE;
    }
  }

  private Set<String> zones() {
    Set<String> zones = new LinkedHashSet<>();
    for (Value item : block.items("zones")) {
      String zone = item.name("zone");
      if (zone != null && !zones.add(zone)) {
        item.problem("zone " + zone + " is there twice: leave one out");
      }
    }
    Value list = block.get("zones");
    if (list != null && list.isEmptyList()) {
      list.problem("a city has at least one zone that its seats reach: add one, as 'internet'");
    }
    return zones;
  }

  private Map<String, OfficeReading> offices(Set<String> zones) {
    Map<String, OfficeReading> offices = new LinkedHashMap<>();
    Unique ids = new Unique("office");
    for (Block each : officeBlocks) {
      OfficeReading office = new OfficeReading(each, zones);
      String id = office.id();
      if (id != null && ids.add(id, each.get("id"))) {
        offices.put(id, office);
      }
    }
    Value list = block.get("offices");
    if (list != null && list.isEmptyList()) {
      list.problem("there is no office in this list: add one, or leave 'offices' out");
    } else if (officeBlocks.isEmpty() && block.sound()) {
      block.problem(
          "offices",
          "a city has at least one office: add one under 'offices', or, in a folder, as"
              + " offices/NAME.yaml");
    }
    return offices;
  }

  private List<Unit> units(Map<String, OfficeReading> offices) {
    List<Unit> units = new ArrayList<>();
    Unique ids = new Unique("unit");
    Map<String, Unique> readers = new LinkedHashMap<>();
    Surveyed.Names surveyed = new Surveyed.Names();
    FelicaMac felicaMac = UnitReading.felicaMac(block, FelicaMac.OFF);
    boolean isComplete = complete && offices.size() == officeBlocks.size();
    for (Block each : unitBlocks) {
      UnitReading reading =
          new UnitReading(each, offices, isComplete, readers, surveyed, felicaMac);
      Unit unit = reading.unit();
      if (unit != null && ids.add(unit.id(), each.get("id"))) {
        units.add(unit);
      }
    }
    return units;
  }
}
