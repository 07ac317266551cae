package city.seki.config.source;

import city.seki.config.model.FelicaMac;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads one unit: where it stands and what is wired to it. */
final class UnitReading {
  private final @Nullable Unit unit;

  /**
   * @param complete whether those are all offices: not if one could not be read
   * @param readers the names of the readers so far, by office
   * @param surveyed what units before this one look after
   * @param felicaMac of the readers that do not say it themselves
   */
  UnitReading(
      Block block,
      Map<String, OfficeReading> offices,
      boolean complete,
      Map<String, Unique> readers,
      Surveyed.Names surveyed,
      FelicaMac felicaMac) {
    Wires wires = new Wires();
    String id = block.name("id", "unit");
    String office = block.name("office", "office");
    OfficeReading stands = office == null ? null : offices.get(office);
    if (office != null && stands == null && complete) {
      block.problem(
          "office",
          "office '"
              + office
              + "' is unknown"
              + Spelling.hint(office, offices.keySet())
              + ": name one of this city");
    }
    List<Wiring> wired =
        readers(
            block,
            wires,
            felicaMac,
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

  /** As below, of a file in which every reader says itself whether cards have to prove. */
  static List<Wiring> readers(Block block, Wires wires, BiConsumer<Block, ReaderName> check) {
    return readers(block, wires, FelicaMac.OFF, check);
  }

  /**
   * The readers of that block, those with problems left out.
   *
   * @param felicaMac of those that do not say it themselves
   * @param check what else must hold of a reader with that name
   */
  static List<Wiring> readers(
      Block block, Wires wires, FelicaMac felicaMac, BiConsumer<Block, ReaderName> check) {
    List<Wiring> wired = new ArrayList<>();
    for (Block each : block.blocks("readers", Shape.READER)) {
      ReaderName name = readerName(each);
      if (name != null) {
        check.accept(each, name);
      }
      String device = wires.device(each);
      Wiring.LightPins light = wires.light(each);
      FelicaMac mac = felicaMac(each, felicaMac);
      if (name != null && device != null) {
        requireTalk(each, device, mac);
        wired.add(new Wiring(name, device, light, mac));
      }
    }
    Value list = block.get("readers");
    if (list != null && list.isEmptyList()) {
      list.problem("the unit has no reader: add one, or leave the unit out");
    }
    return wired;
  }

  /** What the block says of it, else that; after a problem, too. */
  static FelicaMac felicaMac(Block block, FelicaMac otherwise) {
    String word = block.text("felica_mac");
    if (word == null) {
      return otherwise;
    }
    Optional<FelicaMac> read = FelicaMac.of(word);
    if (read.isEmpty()) {
      block.problem("felica_mac", "'" + word + "' is unknown: write off, prefer or require");
    }
    return read.orElse(otherwise);
  }

  /** A reader that could never ask a card must not look as if it did. */
  private static void requireTalk(Block reader, String device, FelicaMac mac) {
    if (mac != FelicaMac.OFF && device.startsWith("pcsc:")) {
      String at = reader.get("felica_mac") == null ? "device" : "felica_mac";
      reader.problem(
          at,
          "a PC/SC reader cannot let cards prove that they are no copies: use a PN532 here, or"
              + " write felica_mac: off at this reader");
    }
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
