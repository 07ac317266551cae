package city.seki.hub.history;

import city.seki.config.model.SeatId;

/**
 * A line of past attendance.
 *
 * @param day counted from 1970-01-01
 * @param start in milliseconds
 * @param end in milliseconds
 * @param wholeDay whether the line told no times: the office's hours stand for them
 */
record PastVisit(
    long line,
    int day,
    SeatId seat,
    String person,
    String department,
    long start,
    long end,
    boolean wholeDay) {
  /** Without the person, who must not stand in a log. */
  @Override
  public String toString() {
    return "PastVisit[line " + line + "]";
  }
}
