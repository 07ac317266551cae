package city.seki.edge.journal;

import java.util.Comparator;

/**
 * A tap that the hub has not answered yet.
 *
 * @param place where it stands in the order of delivery
 * @param boot the run of the agent that saw the card
 * @param payload the message as it goes on the wire; not to be changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody: 200 bytes a tap
public record Entry(Place place, String boot, byte[] payload) {
  /**
   * A point in the order of delivery.
   *
   * @param run number of the run of the agent, grows by every start
   * @param seq number of the tap within the run, from 1
   */
  public record Place(long run, long seq) implements Comparable<Place> {
    /** Before every entry. */
    public static final Place START = new Place(0, 0);

    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::run).thenComparingLong(Place::seq);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  public long seq() {
    return place.seq();
  }

  /** Without the payload: it holds a card's digest. */
  @Override
  public String toString() {
    return "Entry[" + boot + ":" + seq() + "]";
  }
}
