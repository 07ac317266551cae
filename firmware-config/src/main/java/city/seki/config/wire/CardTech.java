package city.seki.config.wire;

/** The air interface by which a card was read. */
public enum CardTech {
  /** JIS X 6319-4, 212 or 424 kbit/s; identified by its IDm of 8 bytes. */
  FELICA("felica"),
  /** ISO/IEC 14443 type A; identified by a UID of 4, 7 or 10 bytes. */
  ISO14443A("iso14443a"),
  /** ISO/IEC 14443 type B; its PUPI may change at every tap and identifies nobody. */
  ISO14443B("iso14443b");

  private final String word;

  CardTech(String word) {
    this.word = word;
  }

  /** The word used on the wire and in files. */
  public String word() {
    return word;
  }

  /**
   * The technology of that word.
   *
   * @throws IllegalArgumentException if no technology has it
   */
  public static CardTech of(String word) {
    for (CardTech tech : values()) {
      if (tech.word.equals(word)) {
        return tech;
      }
    }
    throw new IllegalArgumentException(
        "unknown card technology '" + word + "': expected felica, iso14443a or iso14443b");
  }
}
