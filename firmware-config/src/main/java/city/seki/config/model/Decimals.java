package city.seki.config.model;

/** How many decimals each measure is shown with: two, and none for rates, if nothing is asked. */
public record Decimals(int perOpenDay, int perPerson, int rate) {
  /** Those of product.md §8. */
  public static final Decimals USUAL = new Decimals(2, 2, 0);

  private static final int MOST = 6;

  public Decimals {
    if (Math.min(perOpenDay, Math.min(perPerson, rate)) < 0
        || Math.max(perOpenDay, Math.max(perPerson, rate)) > MOST) {
      throw new IllegalArgumentException("expected 0 to " + MOST + " decimals");
    }
  }

  /**
   * Reads {@code per_person=1,rate_percent=1}, or one number for all but rates.
   *
   * @throws IllegalArgumentException if it is neither, with what was expected
   */
  public Decimals with(String text) {
    Decimals decimals = this;
    for (String part : text.split(",", -1)) {
      int equal = part.indexOf('=');
      int number = number(part.substring(equal + 1).strip(), text);
      decimals =
          equal < 0
              ? new Decimals(number, number, decimals.rate)
              : decimals.with(part.substring(0, equal).strip(), number);
    }
    return decimals;
  }

  private static int number(String digits, String text) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected such as 2 or per_person=1,rate_percent=1, not '" + text + "'", e);
    }
  }

  /**
   * With so many for that measure.
   *
   * @throws IllegalArgumentException if there is no such measure
   */
  public Decimals with(String measure, int decimals) {
    return switch (measure) {
      case "per_open_day" -> new Decimals(decimals, perPerson, rate);
      case "per_person" -> new Decimals(perOpenDay, decimals, rate);
      case "rate_percent" -> new Decimals(perOpenDay, perPerson, decimals);
      default ->
          throw new IllegalArgumentException(
              "expected per_open_day, per_person or rate_percent, not '" + measure + "'");
    };
  }
}
