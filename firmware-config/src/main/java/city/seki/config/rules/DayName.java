package city.seki.config.rules;

/**
 * The name that a person has in a part of the ledger which is older than the retention time:
 * random, for one day only, and kept nowhere else. Nobody comes under it again.
 */
public final class DayName {
  private static final String PREFIX = "day-";

  private DayName() {}

  /**
   * @param random letters and digits that no other such name has
   */
  public static String of(String random) {
    return PREFIX + random;
  }

  public static boolean isOne(String person) {
    return person.startsWith(PREFIX);
  }
}
