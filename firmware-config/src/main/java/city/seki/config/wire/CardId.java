package city.seki.config.wire;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a card says of itself, where that identifies a person: the same at every tap and not of its
 * bearer's choosing (hardware.md 1.3). It must go through {@link CardKey#digest} before it is kept
 * or sent.
 *
 * @param hex IDm or UID in the card's own order, upper-case hex
 */
public record CardId(CardTech tech, String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9A-F]+");

  /**
   * @throws IllegalArgumentException if no staff card can have it; the message does not repeat it
   */
  public CardId {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "a card id is hex digits, in the form tech:HEXID, as felica:0123456789ABCDEF");
    }
    switch (tech) {
      case FELICA -> requireFelica(hex);
      case ISO14443A -> requireTypeA(hex);
      case ISO14443B ->
          throw new IllegalArgumentException(
              "an iso14443b number may change at every tap and identifies nobody:"
                  + " use a felica or iso14443a card");
    }
  }

  /**
   * Reads {@code tech:HEXID}; lower-case hex becomes upper-case.
   *
   * @throws IllegalArgumentException if it has another form, or identifies nobody
   */
  public static CardId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      // Without its colon all of the text may be a card number, so that none of it is repeated.
      throw new IllegalArgumentException(
          "a card is written tech:HEXID, as felica:0123456789ABCDEF; there is no ':'");
    }
    return new CardId(
        techOf(text.substring(0, colon)), text.substring(colon + 1).toUpperCase(Locale.ROOT));
  }

  /** Without the id, so that no log line can carry a card number. */
  @Override
  public String toString() {
    return "CardId[" + tech.word() + "]";
  }

  private static CardTech techOf(String word) {
    for (CardTech tech : CardTech.values()) {
      if (tech.word().equals(word)) {
        return tech;
      }
    }
    throw new IllegalArgumentException(
        "unknown card technology before the ':': expected felica or iso14443a");
  }

  private static void requireFelica(String hex) {
    if (hex.length() != 16) {
      throw new IllegalArgumentException(
          "a felica id (IDm) has 16 hex digits, this one has " + hex.length());
    }
    if (hex.startsWith("01FE")) {
      throw new IllegalArgumentException(
          "a felica id that starts 01FE is random and identifies nobody: it is a peer device");
    }
    if (hex.startsWith("02FE")) {
      throw new IllegalArgumentException(
          "a felica id that starts 02FE is chosen by an app on a phone and identifies nobody:"
              + " use the staff card itself");
    }
  }

  private static void requireTypeA(String hex) {
    if (hex.length() != 8 && hex.length() != 14 && hex.length() != 20) {
      throw new IllegalArgumentException(
          "an iso14443a id (UID) has 8, 14 or 20 hex digits, this one has " + hex.length());
    }
    if (hex.length() == 8 && hex.startsWith("08")) {
      throw new IllegalArgumentException(
          "an iso14443a id of 4 bytes that starts 08 is random and identifies nobody:"
              + " use another card, or the IDm if it has one");
    }
    if (hex.startsWith("88")) {
      throw new IllegalArgumentException(
          "an iso14443a id cannot start 88, the cascade tag: it was read incompletely");
    }
  }
}
