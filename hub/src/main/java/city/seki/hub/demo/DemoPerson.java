package city.seki.hub.demo;

import city.seki.config.wire.CardTech;
import java.util.List;

/**
 * Somebody who works for the demo city. The card's number exists only here and on the emulated
 * reader: the hub and the agents know it by its digest.
 */
record DemoPerson(
    String staffId,
    String name,
    String department,
    List<String> zones,
    CardTech tech,
    String cardId) {
  DemoPerson {
    zones = List.copyOf(zones);
  }

  @Override
  public String toString() {
    return "DemoPerson[" + staffId + "]";
  }
}
