package city.seki.edge.card.emulated;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How cards answer InListPassiveTarget and InAutoPoll: which of them, and with what. */
final class Activation {
  private static final int TYPE_A = 0x00;
  private static final int FELICA_212 = 0x01;
  private static final int FELICA_424 = 0x02;
  private static final int TYPE_B = 0x03;
  private static final int JEWEL = 0x04;
  private static final int CASCADE_TAG = 0x88;
  private static final int ISO_14443_4 = 0x20;
  private static final HexFormat HEX = HexFormat.of();

  private Activation() {}

  static boolean knows(int brty) {
    return brty >= TYPE_A && brty <= JEWEL;
  }

  static List<EmulatedCard> answering(
      List<EmulatedCard> cards, int brty, byte[] request, int most) {
    return cards.stream().filter(card -> answers(card, brty, request)).limit(most).toList();
  }

  private static boolean answers(EmulatedCard card, int brty, byte[] request) {
    return switch (card) {
      case EmulatedCard.FeliCa felica ->
          (brty == FELICA_212 || brty == FELICA_424) && hasSystem(felica.systemCode(), request);
      case EmulatedLiteS _ ->
          (brty == FELICA_212 || brty == FELICA_424)
              && hasSystem(EmulatedLiteS.SYSTEM_CODE, request);
      case EmulatedCard.TypeA typeA ->
          brty == TYPE_A && (request.length == 0 || Arrays.equals(request, selection(typeA)));
      case EmulatedCard.TypeB _ -> brty == TYPE_B;
    };
  }

  private static boolean hasSystem(String systemCode, byte[] request) {
    if (request.length < 5 || request[0] != 0) {
      return false;
    }
    byte[] system = HEX.parseHex(systemCode);
    return matches(request[1], system[0]) && matches(request[2], system[1]);
  }

  private static boolean matches(byte asked, byte present) {
    return asked == (byte) 0xFF || asked == present;
  }

  /** The UID as a host names it: longer ones carry cascade tags. */
  private static byte[] selection(EmulatedCard.TypeA card) {
    byte[] uid = HEX.parseHex(card.uid());
    ByteArrayOutputStream selection = new ByteArrayOutputStream();
    int rest = 0;
    while (uid.length - rest > 4) {
      selection.write(CASCADE_TAG);
      selection.write(uid, rest, 3);
      rest += 3;
    }
    selection.write(uid, rest, uid.length - rest);
    return selection.toByteArray();
  }

  /** What the chip tells of an activated card, from its target number on. */
  static byte[] target(EmulatedCard card, int number, byte[] request, boolean rats) {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    target.write(number);
    target.writeBytes(
        switch (card) {
          case EmulatedCard.FeliCa felica ->
              polRes(felica.idm() + felica.pmm(), felica.systemCode(), request);
          case EmulatedLiteS lite ->
              polRes(lite.idm() + EmulatedLiteS.PMM, EmulatedLiteS.SYSTEM_CODE, request);
          case EmulatedCard.TypeA typeA -> selected(typeA, rats);
          case EmulatedCard.TypeB typeB ->
              HEX.parseHex("50" + typeB.pupi() + typeB.application() + typeB.protocol() + "0100");
        });
    return target.toByteArray();
  }

  private static byte[] polRes(String idmAndPmm, String systemCode, byte[] request) {
    boolean withSystem = request[3] == 0x01;
    String system = withSystem ? systemCode : "";
    return HEX.parseHex((withSystem ? "14" : "12") + "01" + idmAndPmm + system);
  }

  private static byte[] selected(EmulatedCard.TypeA card, boolean rats) {
    boolean applications = (Integer.parseInt(card.selRes(), 16) & ISO_14443_4) != 0;
    String ats = rats && applications ? card.ats() : "";
    String length = HEX.toHexDigits((byte) (card.uid().length() / 2));
    return HEX.parseHex(card.sensRes() + card.selRes() + length + card.uid() + ats);
  }

  /** What a card answers to a command sent to it; null if it stays silent. */
  static byte @Nullable [] exchange(EmulatedCard card, byte[] command) {
    return switch (card) {
      case EmulatedCard.FeliCa felica -> felica(felica, command);
      case EmulatedLiteS lite -> lite.answer(command);
      case EmulatedCard.TypeA _, EmulatedCard.TypeB _ -> null;
    };
  }

  /** FeliCa packets begin with their length; the two that need no key are answered. */
  private static byte @Nullable [] felica(EmulatedCard.FeliCa card, byte[] packet) {
    if (packet.length < 2 || packet[0] != packet.length) {
      return null;
    }
    boolean addressed =
        packet.length >= 10
            && Arrays.equals(Arrays.copyOfRange(packet, 2, 10), HEX.parseHex(card.idm()));
    return switch (packet[1]) {
      case 0x00 ->
          hasSystem(card.systemCode(), Arrays.copyOfRange(packet, 1, packet.length))
              ? framed(
                  "01" + card.idm() + card.pmm() + (packet[4] == 0x01 ? card.systemCode() : ""))
              : null;
      case 0x04 -> addressed ? framed("05" + card.idm() + "00") : null;
      case 0x06 -> addressed && packet.length >= 16 ? read(card, packet) : null;
      default -> null;
    };
  }

  /** Read Without Encryption: block 82 holds the IDm, every other one zeros, and none a code. */
  private static byte[] read(EmulatedCard.FeliCa card, byte[] packet) {
    int blocks = packet[13];
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < blocks; i++) {
      int number = 15 + 2 * i < packet.length ? Byte.toUnsignedInt(packet[15 + 2 * i]) : 0;
      data.append(number == 0x82 ? card.idm() : "00".repeat(8)).append("00".repeat(8));
    }
    return framed("07" + card.idm() + "0000" + HEX.toHexDigits((byte) blocks) + data);
  }

  private static byte[] framed(String body) {
    return HEX.parseHex(HEX.toHexDigits((byte) (body.length() / 2 + 1)) + body);
  }
}
