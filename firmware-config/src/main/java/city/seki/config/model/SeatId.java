package city.seki.config.model;

/** A seat, named within its office: two offices may both have an {@code A-03}. */
public record SeatId(String office, String seat) implements Comparable<SeatId> {
  @Override
  public int compareTo(SeatId other) {
    int byOffice = office.compareTo(other.office);
    return byOffice != 0 ? byOffice : seat.compareTo(other.seat);
  }

  @Override
  public String toString() {
    return office + "/" + seat;
  }
}
