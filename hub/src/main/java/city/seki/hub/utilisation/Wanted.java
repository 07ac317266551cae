package city.seki.hub.utilisation;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of the figures is asked for.
 *
 * @param offices their ids; all if empty
 * @param zone its name, {@link Part#ALL}, or null for everything that there is
 */
record Wanted(Set<String> offices, @Nullable String zone) {
  static final Wanted EVERYTHING = new Wanted(Set.of(), null);

  Wanted {
    offices = Set.copyOf(offices);
  }

  /** The parts that together are the whole. */
  List<Part> whole() {
    String of = zone == null ? Part.ALL : zone;
    return offices.isEmpty()
        ? List.of(new Part(Part.ALL, of))
        : offices.stream().sorted().map(office -> new Part(office, of)).toList();
  }

  boolean isOffice(String office) {
    return offices.isEmpty() || offices.contains(office);
  }

  /** The whole, its offices, and their zones. */
  boolean hasUse(Part part) {
    boolean isZone = zone == null || zone.equals(Part.ALL) || zone.equals(part.zone());
    return zone == null || whole().contains(part) || (isZone && isOffice(part.office()));
  }

  /** Only of the whole it is shown how it was by hours and days. */
  boolean hasDays(Part part) {
    return zone == null || whole().contains(part);
  }

  /** Seats are shown of one office only. */
  boolean hasSeats(String office) {
    return zone == null || (offices.size() == 1 && offices.contains(office));
  }
}
