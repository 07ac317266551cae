package city.seki.edge.card.pn532;

import city.seki.config.wire.CardTech;
import city.seki.edge.card.CardIdentity;
import city.seki.edge.card.Field;
import city.seki.edge.card.Refusal;
import java.util.Arrays;
import java.util.Optional;

/**
 * What InListPassiveTarget found (UM0701-02 §7.3.5): the number of targets, then of each its number
 * and what it told at activation.
 */
final class Targets {
  private static final int POL_RES_CODE = 0x01;
  private static final int SHORTEST_POL_RES = 18;
  private static final int ATQB_CODE = 0x50;

  /** The second byte of PMm, behind two counts, length and code of POL_RES, IDm and ROM type. */
  private static final int IC_CODE_AT = 13;

  private static final int LITE_S = 0xF1;
  private static final int LINK_AS_LITE_S = 0xF2;

  private Targets() {}

  /**
   * Whether that is one FeliCa card, a Lite-S by its own word.
   *
   * @param reply without the reply's code
   */
  static boolean isLiteS(byte[] reply) {
    if (reply.length < 1 + 1 + SHORTEST_POL_RES || reply[0] != 1) {
      return false;
    }
    int code = Byte.toUnsignedInt(reply[IC_CODE_AT]);
    return code == LITE_S || code == LINK_AS_LITE_S;
  }

  /**
   * @param reply without the reply's code
   * @return empty if the reply does not make sense
   */
  static Optional<Field> read(CardTech tech, byte[] reply) {
    if (reply.length == 0 || reply[0] < 0 || reply[0] > 2) {
      return Optional.empty();
    }
    return switch (reply[0]) {
      case 0 -> Optional.of(new Field.Empty());
      case 1 -> one(tech, Arrays.copyOfRange(reply, 1, reply.length));
      default -> Optional.of(new Field.Refused(tech, Refusal.TWO_CARDS));
    };
  }

  private static Optional<Field> one(CardTech tech, byte[] target) {
    return switch (tech) {
      case FELICA -> felica(target);
      case ISO14443A -> typeA(target);
      case ISO14443B -> typeB(target);
    };
  }

  /** Tg, POL_RES with its length and code, IDm, PMm and, if asked for, the system code. */
  private static Optional<Field> felica(byte[] target) {
    boolean sensible =
        target.length > SHORTEST_POL_RES
            && target[1] >= SHORTEST_POL_RES
            && target[1] < target.length
            && target[2] == POL_RES_CODE;
    return sensible
        ? Optional.of(CardIdentity.felica(Arrays.copyOfRange(target, 3, 11)))
        : Optional.empty();
  }

  /** Tg, SENS_RES, SEL_RES, UID with its length, and ATS where the chip selected further. */
  private static Optional<Field> typeA(byte[] target) {
    if (target.length < 5 || target[4] < 0 || target.length < 5 + target[4]) {
      return Optional.empty();
    }
    byte[] uid = Arrays.copyOfRange(target, 5, 5 + target[4]);
    return Optional.of(CardIdentity.typeA(uid, Byte.toUnsignedInt(target[3])));
  }

  /** Tg, ATQB, ATTRIB_RES. */
  private static Optional<Field> typeB(byte[] target) {
    boolean sensible = target.length >= 13 && target[1] == ATQB_CODE;
    return sensible
        ? Optional.of(CardIdentity.typeB(Arrays.copyOfRange(target, 2, 6)))
        : Optional.empty();
  }
}
