package city.seki.edge.card.pcsc;

import city.seki.config.wire.CardTech;
import city.seki.edge.card.Refusal;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Answers to reset, as upper-case hex.
 *
 * <p>A contactless reader makes the answer up itself. For a memory card it is {@code 3B 8F 80 01 80
 * 4F 0C A0 00 00 03 06 SS NN NN 00 00 00 00 TCK} with the standard in SS; for an ISO 14443-4 card
 * it is {@code 3B 8n 80 01} and the historical bytes (type A) or the answer to REQB (type B). The
 * check byte is not looked at: an answer to reset only steers, and what identifies the card is read
 * from the card.
 *
 * <p>Source: PC/SC part 3, 3.1.3.2.3; hardware.md 1.2.
 */
final class Atr {
  /** A memory card, told by the registered application provider A0 00 00 03 06. */
  private static final String MEMORY_CARD = "3B8F8001804F0CA000000306";

  private static final int MEMORY_CARD_LENGTH = 40;

  /** Some readers put the IDm itself into the answer. */
  private static final String FELICA_WITH_IDM = "3B8C80010443FD";

  /** My Number card and Juki card: refused by name, not one byte is asked of them. */
  private static final Set<String> PERSONAL_TYPE_B =
      Set.of("3B888001000041E0B381A1003B", "3B888001000014E0B38191005E");

  /** No interface bytes but the two that announce T=0 and T=1: what part 3 gives to ISO 14443-4. */
  private static final Pattern CONTACTLESS = Pattern.compile("3B8[0-9A-F]8001([0-9A-F]{2})+");

  private static final String EIGHT_HISTORICAL_BYTES = "3B888001";
  private static final int TYPE_B_LENGTH = 26;

  private Atr() {}

  static CardKind kindOf(String atr) {
    if (atr.startsWith(MEMORY_CARD) && atr.length() == MEMORY_CARD_LENGTH) {
      return memoryCard(octet(atr, MEMORY_CARD.length() / 2));
    }
    if (atr.startsWith(FELICA_WITH_IDM)) {
      return new CardKind.HasId(CardTech.FELICA);
    }
    if (PERSONAL_TYPE_B.contains(atr)) {
      return new CardKind.Refused(CardTech.ISO14443B, Refusal.RANDOM_ID);
    }
    if (!CONTACTLESS.matcher(atr).matches()) {
      return new CardKind.Refused(CardTech.ISO14443A, Refusal.NOT_A_CARD);
    }
    return looksLikeTypeB(atr) ? new CardKind.TypeAOrB() : new CardKind.HasId(CardTech.ISO14443A);
  }

  private static CardKind memoryCard(int standard) {
    return switch (standard) {
      case 0x01, 0x02, 0x03 -> new CardKind.HasId(CardTech.ISO14443A);
      case 0x05, 0x06, 0x07 -> new CardKind.Refused(CardTech.ISO14443B, Refusal.RANDOM_ID);
      case 0x11 -> new CardKind.HasId(CardTech.FELICA);
      default -> new CardKind.Refused(CardTech.ISO14443A, Refusal.NOT_A_CARD);
    };
  }

  /**
   * Type B gives application data (4), protocol info (3; in the second, bit 0 says ISO 14443-4 and
   * bit 3 is clear) and its buffer length in the upper half of the last byte. Type A may have such
   * bytes by chance.
   */
  private static boolean looksLikeTypeB(String atr) {
    return atr.startsWith(EIGHT_HISTORICAL_BYTES)
        && atr.length() == TYPE_B_LENGTH
        && (octet(atr, 9) & 0x09) == 0x01
        && (octet(atr, 11) & 0x0F) == 0;
  }

  private static int octet(String atr, int index) {
    return Integer.parseInt(atr, 2 * index, 2 * index + 2, 16);
  }
}
