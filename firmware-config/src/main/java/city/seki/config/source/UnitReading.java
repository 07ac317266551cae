package city.seki.config.source;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads one unit: where it stands and what is wired to it. */
final class UnitReading {
  private final @Nullable Unit unit;

  /**
   * @param readers the names of the readers so far, by office
   * @param surveyed what units before this one look after
   */
  UnitReading(
      Block block,
      Map<String, OfficeReading> offices,
      Map<String, Unique> readers,
      Surveyed.Names surveyed) {
    Wires wires = new Wires();
    String id = block.name("id", "unit");
    String office = block.name("office", "office");
    OfficeReading stands = office == null ? null : offices.get(office);
    if (office != null && stands == null) {
      block.problem(
          "office",
          "office '"
              + office
              + "' is unknown"
              + Spelling.hint(office, offices.keySet())
              + ": name one of this file");
    }
    List<Wiring> wired =
        readers(
            block,
            wires,
            (reader, name) -> {
              if (office != null) {
                readers
                    .computeIfAbsent(office, o -> new Unique("reader"))
                    .add(name.toString(), reader.get("name"));
                requireSeat(name, stands, office, reader);
              }
            });
    Surveyed around = new Surveyed(block, wires, stands, office, surveyed);
    unit =
        id == null || office == null
            ? null
            : new Unit(id, office, wired, around.sensors(), around.devices());
  }

  /** Null if there were problems with its id or office. */
  @Nullable Unit unit() {
    return unit;
  }

  /**
   * The readers of that block, those with problems left out.
   *
   * @param check what else must hold of a reader with that name
   */
  static List<Wiring> readers(Block block, Wires wires, BiConsumer<Block, ReaderName> check) {
    List<Wiring> wired = new ArrayList<>();
    for (Block each : block.blocks("readers", Shape.READER)) {
      ReaderName name = readerName(each);
      if (name != null) {
        check.accept(each, name);
      }
      String device = wires.device(each);
      Wiring.LightPins light = wires.light(each);
      if (name != null && device != null) {
        wired.add(new Wiring(name, device, light));
      }
    }
    Value list = block.get("readers");
    if (list != null && list.isEmptyList()) {
      list.problem("the unit has no reader: add one, or leave the unit out");
    }
    return wired;
  }

  private static @Nullable ReaderName readerName(Block reader) {
    String text = reader.text("name");
    if (text == null) {
      return null;
    }
    try {
      return ReaderName.parse(text);
    } catch (IllegalArgumentException e) {
      reader.problem("name", e.getMessage() + ": write seat:A-01 or kiosk:door");
      return null;
    }
  }

  private static void requireSeat(
      ReaderName name, @Nullable OfficeReading stands, String office, Block reader) {
    if (stands != null && name instanceof ReaderName.AtSeat at && stands.seats().lacks(at.seat())) {
      reader.problem(
          "name",
          "office "
              + office
              + " has no seat "
              + at.seat()
              + Spelling.hint(at.seat(), stands.seats().known())
              + ": name a seat of that office, or add it there");
    }
  }
}
