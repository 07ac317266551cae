package city.seki.edge.av.reach;

import java.io.IOException;

/** One way to find out whether a machine answers. */
interface Echo {
  /** What it is called in the details of a report, for instance {@code icmp}. */
  String word();

  /**
   * Asks once, within three seconds.
   *
   * @throws IOException if this machine cannot ask in this way
   * @throws InterruptedException if the thread was asked to end
   */
  boolean answers(String host) throws IOException, InterruptedException;
}
