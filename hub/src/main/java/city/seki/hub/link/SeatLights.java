package city.seki.hub.link;

import city.seki.config.model.City;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.model.UnitPlaces;
import city.seki.config.rules.Event;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import city.seki.config.wire.Light;
import city.seki.config.wire.LightCommand;
import city.seki.config.wire.SeatLight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the light of each seat is to say while nobody taps there: blink green when somebody's
 * reservation is near, blink amber over an unclaimed use, else be dark. It is told to the unit when
 * it changes, and again to a unit that came back. Confined to one thread but for {@link #left}.
 */
public final class SeatLights {
  /** A command, and the unit that it is for. */
  public record ForUnit(String unit, LightCommand command) {}

  private static final String AT_SEAT = "seat:";

  private final Map<SeatId, Light> told = new HashMap<>();
  private final UnitPlaces units = new UnitPlaces();

  /** What is to be told now. */
  public List<ForUnit> changes(Seating state, Instant now) {
    Map<SeatId, String> unitOfSeat = units.ofSeat(state.city());
    List<ForUnit> commands = new ArrayList<>();
    for (Map.Entry<SeatId, SeatState> seat : state.seats().entrySet()) {
      Light light = SeatLight.of(state, seat.getKey(), seat.getValue(), now);
      if (light == Light.OFF && !told.containsKey(seat.getKey())) {
        continue; // dark as it was: nearly all of them
      }
      Light before =
          light == Light.OFF ? told.remove(seat.getKey()) : told.put(seat.getKey(), light);
      String unit = unitOfSeat.get(seat.getKey());
      if (unit != null && before != light) {
        commands.add(command(unit, seat.getKey(), light));
      }
    }
    return commands;
  }

  /**
   * Seats whose claim ended by anything but a tap there: their lights go dark at once, whatever the
   * unit still meant to say, a warning that is due later included. Safe for all threads.
   */
  public List<ForUnit> left(List<Event> events, City city) {
    Set<SeatId> tappedThere = new HashSet<>();
    for (Event event : events) {
      if (event instanceof Event.Tapped tapped && tapped.reader().startsWith(AT_SEAT)) {
        tappedThere.add(new SeatId(tapped.office(), tapped.reader().substring(AT_SEAT.length())));
      }
    }
    List<ForUnit> commands = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.Ended ended && !tappedThere.contains(ended.seat())) {
        String unit = units.ofSeat(city).get(ended.seat());
        if (unit != null) {
          commands.add(command(unit, ended.seat(), Light.OFF));
        }
      }
    }
    return commands;
  }

  /** What a unit that came back has to be told anew. */
  public List<ForUnit> again(City city, String unit) {
    Map<SeatId, String> unitOfSeat = units.ofSeat(city);
    List<ForUnit> commands = new ArrayList<>();
    told.forEach(
        (seat, light) -> {
          if (unit.equals(unitOfSeat.get(seat))) {
            commands.add(command(unit, seat, light));
          }
        });
    return commands;
  }

  private static ForUnit command(String unit, SeatId seat, Light light) {
    return new ForUnit(unit, new LightCommand(new ReaderName.AtSeat(seat.seat()), light));
  }
}
