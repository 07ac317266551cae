package city.seki.edge.card.emulated;

import java.util.HexFormat;

/**
 * A card as it answers in the field of an {@link EmulatedPn532}. Ids are hex, in the card's own
 * order; they need not be sensible, so that the refusal of senseless ones can be shown.
 */
public sealed interface EmulatedCard
    permits EmulatedCard.FeliCa, EmulatedCard.TypeA, EmulatedCard.TypeB, EmulatedLiteS {
  /**
   * @param idm 8 bytes
   * @param pmm 8 bytes
   * @param systemCode 2 bytes
   */
  record FeliCa(String idm, String pmm, String systemCode) implements EmulatedCard {
    public FeliCa {
      requireBytes(8, idm);
      requireBytes(8, pmm);
      requireBytes(2, systemCode);
    }

    @Override
    public String toString() {
      return "FeliCa";
    }
  }

  /**
   * @param sensRes ATQA, 2 bytes, most significant first
   * @param selRes SAK, 1 byte
   * @param uid 4, 7 or 10 bytes
   * @param ats answer to select with its length byte; empty if the card has none
   */
  record TypeA(String sensRes, String selRes, String uid, String ats) implements EmulatedCard {
    public TypeA {
      requireBytes(2, sensRes);
      requireBytes(1, selRes);
      HexFormat.of().parseHex(uid);
      HexFormat.of().parseHex(ats);
    }

    @Override
    public String toString() {
      return "TypeA";
    }
  }

  /**
   * @param pupi 4 bytes
   * @param application 4 bytes of application data
   * @param protocol 3 bytes of protocol information
   */
  record TypeB(String pupi, String application, String protocol) implements EmulatedCard {
    public TypeB {
      requireBytes(4, pupi);
      requireBytes(4, application);
      requireBytes(3, protocol);
    }

    @Override
    public String toString() {
      return "TypeB";
    }
  }

  /** A plastic FeliCa card of the kind used in public transport. */
  static EmulatedCard felica(String idm) {
    return new FeliCa(idm, "0120220427674EFF", "0003");
  }

  /** A type A card without applications, such as a MIFARE Classic (4 bytes) or a type 2 tag. */
  static EmulatedCard typeA(String uid) {
    return switch (uid.length() / 2) {
      case 4 -> new TypeA("0004", "08", uid, "");
      case 7 -> new TypeA("0044", "00", uid, "");
      default -> new TypeA("0084", "00", uid, "");
    };
  }

  static EmulatedCard typeB(String pupi) {
    return new TypeB(pupi, "00000000", "718171");
  }

  private static void requireBytes(int count, String hex) {
    if (HexFormat.of().parseHex(hex).length != count) {
      throw new IllegalArgumentException("expected " + count + " bytes in hex");
    }
  }
}
