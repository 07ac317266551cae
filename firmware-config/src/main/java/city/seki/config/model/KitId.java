package city.seki.config.model;

/** A kit on loan, named within the office that it belongs to. */
public record KitId(String office, String kit) {
  public KitId {
    Names.require("office", office);
    Names.require("kit", kit);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is not that
   */
  public static KitId of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("expected a kit as OFFICE/KIT");
    }
    return new KitId(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return office + '/' + kit;
  }
}
