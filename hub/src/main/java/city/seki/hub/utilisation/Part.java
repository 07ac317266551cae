package city.seki.hub.utilisation;

import java.util.List;

/**
 * A part of the city's seats.
 *
 * @param office its id, or {@link #ALL}
 * @param zone its name, {@link #ALL}, or {@link #NO_ZONE} for seats that the city's files do not
 *     have
 */
record Part(String office, String zone) implements Comparable<Part> {
  /** Not a name: of every office, or every zone. */
  static final String ALL = "*";

  static final String NO_ZONE = "";

  static final Part CITY = new Part(ALL, ALL);

  /** Every part that a seat there is in. */
  static List<Part> of(String office, String zone) {
    return List.of(CITY, new Part(office, ALL), new Part(ALL, zone), new Part(office, zone));
  }

  @Override
  public int compareTo(Part other) {
    int byOffice = office.compareTo(other.office);
    return byOffice != 0 ? byOffice : zone.compareTo(other.zone);
  }
}
