package city.seki.hub.notice;

/**
 * What somebody is told, in that person's language.
 *
 * @param subject one line
 * @param text lines with {@code \n} between them
 */
record Notice(String subject, String text) {
  /** Without what it says, which is about a person. */
  @Override
  public String toString() {
    return "Notice";
  }
}
