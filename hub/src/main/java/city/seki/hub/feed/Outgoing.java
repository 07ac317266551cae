package city.seki.hub.feed;

import java.time.LocalDate;

/**
 * A day that the statistics system has to be told.
 *
 * @param revision 1 for the first, more by one whenever the day's figures changed since
 * @param document its figures as JSON
 */
public record Outgoing(LocalDate day, long revision, String document) {
  /** By which the receiver knows that it has it already. */
  String key(String hub) {
    return hub + '/' + day + '/' + revision;
  }
}
