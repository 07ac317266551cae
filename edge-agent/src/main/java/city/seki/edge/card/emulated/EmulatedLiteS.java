package city.seki.edge.card.emulated;

import city.seki.edge.card.felica.MasterKey;
import city.seki.edge.card.felica.SessionKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A FeliCa Lite-S card with a key: it takes a challenge and computes MAC_A with it, as a genuine
 * card does. A copy is one with the same number and another key. Its challenge is gone when it
 * leaves the field. Confined to the reader on which it lies.
 */
public final class EmulatedLiteS implements EmulatedCard {
  static final String PMM = "00F1000000014300";
  static final String SYSTEM_CODE = "88B4";

  private static final HexFormat HEX = HexFormat.of();
  private static final int BLOCK = 16;
  private static final int IDM = 8;
  private static final int RC = 0x80;
  private static final int ID = 0x82;
  private static final int LAST_USER_BLOCK = 0x0D;

  private static final String DONE = "0000";
  private static final String ILLEGAL_LIST = "01A8";
  private static final String NO_CHALLENGE = "02B2";

  private final byte[] idm;
  private final byte[] id;
  private final byte[] key;
  private byte @Nullable [] challenge;

  /**
   * @param idm 8 bytes in hex, with which it is found
   * @param id block ID, 16 bytes
   * @param key block CK, 16 bytes
   */
  EmulatedLiteS(String idm, byte[] id, byte[] key) {
    this.idm = HEX.parseHex(idm);
    if (this.idm.length != IDM || id.length != BLOCK || key.length != BLOCK) {
      throw new IllegalArgumentException("expected 8, 16 and 16 bytes");
    }
    this.id = id.clone();
    this.key = key.clone();
  }

  /** A card as a city gives it out: with the key that follows from its own number. */
  public static EmulatedLiteS issued(String idm, MasterKey master) {
    byte[] id = Arrays.copyOf(HEX.parseHex(idm), BLOCK);
    return new EmulatedLiteS(idm, id, master.cardKey(id));
  }

  /** All of a card that can be read, on another card: whoever made it had to make up a key. */
  public static EmulatedLiteS copied(String idm) {
    return new EmulatedLiteS(idm, Arrays.copyOf(HEX.parseHex(idm), BLOCK), new byte[BLOCK]);
  }

  String idm() {
    return HEX.formatHex(idm);
  }

  /** It has lost its power. */
  void leave() {
    challenge = null;
  }

  /**
   * @param packet with its length in front
   * @return null where it stays silent: the packet is none, or for another card
   */
  byte @Nullable [] answer(byte[] packet) {
    boolean forMe =
        packet.length >= 2 + IDM
            && Byte.toUnsignedInt(packet[0]) == packet.length
            && Arrays.equals(Arrays.copyOfRange(packet, 2, 2 + IDM), idm);
    if (!forMe) {
      return null;
    }
    return switch (packet[1]) {
      case 0x04 -> framed("05", "00");
      case 0x06 -> framed("07", read(packet));
      case 0x08 -> framed("09", write(packet));
      default -> null;
    };
  }

  private String write(byte[] packet) {
    boolean drawn = packet.length == 32 && Byte.toUnsignedInt(packet[15]) == RC;
    if (!drawn) {
      return ILLEGAL_LIST; // nothing else is written here
    }
    challenge = Arrays.copyOfRange(packet, 16, 32);
    return DONE;
  }

  private String read(byte[] packet) {
    int count = packet.length < 14 ? 0 : packet[13];
    if (count < 1 || count > 4 || packet.length != 14 + 2 * count) {
      return ILLEGAL_LIST;
    }
    int[] blocks = new int[count];
    for (int i = 0; i < count; i++) {
      blocks[i] = Byte.toUnsignedInt(packet[15 + 2 * i]);
    }
    boolean coded = blocks[count - 1] == SessionKey.MAC_A;
    int[] plain = coded ? Arrays.copyOf(blocks, count - 1) : blocks;
    StringBuilder data = new StringBuilder();
    for (int block : plain) {
      if (block != ID && block > LAST_USER_BLOCK) {
        return ILLEGAL_LIST;
      }
      data.append(block == ID ? HEX.formatHex(id) : "00".repeat(BLOCK));
    }
    if (coded) {
      byte[] drawn = challenge;
      if (drawn == null) {
        return NO_CHALLENGE;
      }
      byte[] mac = SessionKey.of(key, drawn).macOfRead(plain, HEX.parseHex(data.toString()));
      data.append(HEX.formatHex(mac)).append("00".repeat(BLOCK - mac.length));
    }
    return DONE + HEX.toHexDigits((byte) count) + data;
  }

  private byte[] framed(String code, String rest) {
    String body = code + HEX.formatHex(idm) + rest;
    return HEX.parseHex(HEX.toHexDigits((byte) (body.length() / 2 + 1)) + body);
  }

  @Override
  public String toString() {
    return "LiteS";
  }
}
