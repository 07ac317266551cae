package city.seki.edge.label;

import city.seki.config.model.Place;
import city.seki.edge.coap.Label;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All labels of an office at one moment. Immutable.
 *
 * @param seatsKnown whether the hub has told which seats there are
 * @param labels seats in the order of the city's file, then the rooms of this unit
 */
record Board(boolean seatsKnown, Map<Place, Label> labels) {
  Board {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }
}
