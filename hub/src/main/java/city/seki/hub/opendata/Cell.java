package city.seki.hub.opendata;

/**
 * A cell of a published table.
 *
 * @param count the truth when it was published
 * @param shown whether the public sees it; else it sees that there is something it does not see
 */
public record Cell(Count count, boolean shown) {
  /** Without the figures: of a hidden cell they must not stand in a log. */
  @Override
  public String toString() {
    return shown ? "Cell[" + count + "]" : "Cell[hidden]";
  }
}
