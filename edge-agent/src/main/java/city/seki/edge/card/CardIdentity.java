package city.seki.edge.card;

import city.seki.config.wire.CardTech;
import java.util.HexFormat;

/**
 * Which ids identify a card and which do not (hardware.md 1.3).
 *
 * <p>GOALS, in this order: never take for a person's card what somebody else can present by chance
 * (random ids, ids chosen by an app, a phone that wants to talk); accept every ordinary staff card;
 * give the reason that helps the person most. An id says who, it proves nothing: it can be copied.
 *
 * <p>Example: UID {@code 08A1B2C3} of a phone is {@link Refusal#RANDOM_ID} even when its SEL_RES
 * announces a peer device as well, since "use the plastic card" is what its owner has to be told.
 */
public final class CardIdentity {
  private static final int IDM_LENGTH = 8;
  private static final int PUPI_LENGTH = 4;

  /** ISO/IEC 14443-3: a UID of 4 bytes that starts with it is drawn at every power-up. */
  private static final int RANDOM_UID = 0x08;

  /** ISO/IEC 14443-3: announces that more of the UID follows; no UID begins with it. */
  private static final int CASCADE_TAG = 0x88;

  /** SEL_RES: speaks NFC-DEP, the protocol between two devices (ISO/IEC 18092). */
  private static final int PEER_DEVICE = 0x40;

  private CardIdentity() {}

  /** Decides about a FeliCa card by its IDm as the reader gives it. */
  public static Field felica(byte[] idm) {
    if (idm.length != IDM_LENGTH || isZero(idm)) {
      return new Field.Refused(CardTech.FELICA, Refusal.NOT_A_CARD);
    }
    // 01FE: NFC-DEP, six random bytes follow. 02FE: Android host card emulation, chosen by the app.
    boolean drawnOrChosen = (idm[0] == 0x01 || idm[0] == 0x02) && idm[1] == (byte) 0xFE;
    return drawnOrChosen
        ? new Field.Refused(CardTech.FELICA, Refusal.RANDOM_ID)
        : present(CardTech.FELICA, idm);
  }

  /**
   * Decides about an ISO 14443 type A card.
   *
   * @param uid the whole UID, without cascade tags
   * @param sak the last SEL_RES byte
   */
  public static Field typeA(byte[] uid, int sak) {
    Field byUid = typeA(uid);
    if (byUid instanceof Field.Present && (sak & PEER_DEVICE) != 0) {
      return new Field.Refused(CardTech.ISO14443A, Refusal.NOT_A_CARD);
    }
    return byUid;
  }

  /** Decides about an ISO 14443 type A card where the reader does not tell SEL_RES. */
  public static Field typeA(byte[] uid) {
    boolean sensible = uid.length == 4 || uid.length == 7 || uid.length == 10;
    if (!sensible || isZero(uid) || Byte.toUnsignedInt(uid[0]) == CASCADE_TAG) {
      return new Field.Refused(CardTech.ISO14443A, Refusal.NOT_A_CARD);
    }
    return uid.length == 4 && uid[0] == RANDOM_UID
        ? new Field.Refused(CardTech.ISO14443A, Refusal.RANDOM_ID)
        : present(CardTech.ISO14443A, uid);
  }

  /**
   * Decides about an ISO 14443 type B card: it is never accepted. Its PUPI may change at every tap,
   * and the commonest card of this type, My Number, may not be used for this by law.
   */
  public static Field typeB(byte[] pupi) {
    boolean sensible = pupi.length == PUPI_LENGTH && !isZero(pupi);
    return new Field.Refused(CardTech.ISO14443B, sensible ? Refusal.RANDOM_ID : Refusal.NOT_A_CARD);
  }

  private static Field present(CardTech tech, byte[] id) {
    return new Field.Present(new Card(tech, HexFormat.of().withUpperCase().formatHex(id)));
  }

  private static boolean isZero(byte[] id) {
    for (byte b : id) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
