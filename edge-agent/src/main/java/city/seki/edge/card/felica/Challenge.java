package city.seki.edge.card.felica;

import static city.seki.edge.card.felica.Packets.BLOCK;
import static city.seki.edge.card.felica.Packets.ID;

import city.seki.edge.card.FelicaLink;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.felica.Packets.Answer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Internal authentication of a Lite-S card (FeliCa Lite-S User's Manual, 6.1): the reader draws a
 * number, the card computes with its key, the reader compares. Two exchanges:
 *
 * <pre>
 * write  RC  = 16 bytes drawn for this time      forgotten by the card when it leaves the field
 * read   ID, MAC_A                               MAC_A over the number, both blocks' names and ID
 * </pre>
 *
 * <p>CONSTRAINTS: an answer recorded before is worth nothing, for the number was another; the
 * number of the block ID must be the one with which the card was found, or whoever owns a genuine
 * card could have it answer for any other. A relay to the true card, held near another reader at
 * the same moment, is not seen.
 */
final class Challenge {
  /** What came of it. */
  enum Verdict {
    /** It knows the key of the card of that number. */
    GENUINE,
    /** It does not, or speaks like no Lite-S card. */
    FALSE,
    /** The exchange did not come to its end: the card left, or lies badly. */
    BROKEN_OFF
  }

  private static final int IDM = 8;
  private static final int MAC = 8;
  private static final int[] ASKED = {ID};

  private final MasterKey master;
  private final RandomGenerator random;

  /**
   * @param random not to be foretold: whoever can needs no key
   */
  Challenge(MasterKey master, RandomGenerator random) {
    this.master = master;
    this.random = random;
  }

  /**
   * @param idm with which the card was found, 8 bytes
   */
  Verdict ask(FelicaLink card, byte[] idm) throws ReaderFault {
    byte[] drawn = new byte[BLOCK];
    random.nextBytes(drawn);
    byte[] written = card.exchange(Packets.write(idm, Packets.RC, drawn));
    if (written == null) {
      return Verdict.BROKEN_OFF;
    }
    Answer taken = Packets.written(written, idm);
    if (!(taken instanceof Answer.Done)) {
      return meaning(taken);
    }
    byte[] read = card.exchange(Packets.read(idm, ID, SessionKey.MAC_A));
    if (read == null) {
      return Verdict.BROKEN_OFF;
    }
    return switch (Packets.read(read, idm, 2)) {
      case Answer.Done(byte[] data) -> compare(data, idm, drawn);
      case Answer other -> meaning(other);
    };
  }

  /** A damaged answer is a card that lies badly: noise must not accuse anybody. */
  private static Verdict meaning(Answer answer) {
    return answer instanceof Answer.Refused ? Verdict.FALSE : Verdict.BROKEN_OFF;
  }

  private Verdict compare(byte[] data, byte[] idm, byte[] drawn) {
    byte[] id = Arrays.copyOf(data, BLOCK);
    byte[] mac = Arrays.copyOfRange(data, BLOCK, BLOCK + MAC);
    byte[] expected = SessionKey.of(master.cardKey(id), drawn).macOfRead(ASKED, id);
    boolean knowsKey = MessageDigest.isEqual(expected, mac);
    boolean sameNumber = Arrays.equals(Arrays.copyOf(id, IDM), idm);
    return knowsKey && sameNumber ? Verdict.GENUINE : Verdict.FALSE;
  }
}
