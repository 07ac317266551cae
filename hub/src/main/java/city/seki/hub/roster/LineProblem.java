package city.seki.hub.roster;

/**
 * What is wrong with one line, with its remedy; it repeats neither name nor card.
 *
 * @param line from 1, the header being line 1; 0 where the file as a whole is meant
 */
public record LineProblem(long line, String reason) {
  @Override
  public String toString() {
    return line == 0 ? reason : "line " + line + ": " + reason;
  }
}
