package city.seki.hub.report;

/** Text of others in a page that is written by hand. */
public final class HtmlText {
  private HtmlText() {}

  /** The same as content or as an attribute in double quotes (HTML, 13.1.2.3). */
  public static String safe(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
