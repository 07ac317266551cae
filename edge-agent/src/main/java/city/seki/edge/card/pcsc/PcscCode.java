package city.seki.edge.card.pcsc;

/**
 * The return codes of PC/SC that mean something to a reader, each with what to make of it.
 *
 * <p>Source: pcsclite.h of pcsc-lite.
 */
enum PcscCode {
  INVALID_HANDLE(0x80100003L, Meaning.SERVICE_GONE),
  UNKNOWN_READER(0x80100009L, Meaning.READER_GONE),
  TIMEOUT(0x8010000AL, Meaning.TRY_AGAIN),
  SHARING_VIOLATION(0x8010000BL, Meaning.HELD_BY_ANOTHER),
  NO_SMARTCARD(0x8010000CL, Meaning.TRY_AGAIN),
  PROTO_MISMATCH(0x8010000FL, Meaning.NOT_A_CARD),
  NOT_READY(0x80100010L, Meaning.TRY_AGAIN),
  COMM_ERROR(0x80100013L, Meaning.SERVICE_GONE),
  NOT_TRANSACTED(0x80100016L, Meaning.TRY_AGAIN),
  READER_UNAVAILABLE(0x80100017L, Meaning.READER_GONE),
  NO_SERVICE(0x8010001DL, Meaning.SERVICE_GONE),
  SERVICE_STOPPED(0x8010001EL, Meaning.SERVICE_GONE),
  NO_ACCESS(0x80100027L, Meaning.DENIED),
  NO_READERS_AVAILABLE(0x8010002EL, Meaning.READER_GONE),
  UNSUPPORTED_CARD(0x80100065L, Meaning.NOT_A_CARD),
  /** A card that is truly mute is told by the state of its slot; this one may just have left. */
  UNRESPONSIVE_CARD(0x80100066L, Meaning.TRY_AGAIN),
  UNPOWERED_CARD(0x80100067L, Meaning.TRY_AGAIN),
  RESET_CARD(0x80100068L, Meaning.TRY_AGAIN),
  REMOVED_CARD(0x80100069L, Meaning.TRY_AGAIN),
  SECURITY_VIOLATION(0x8010006AL, Meaning.DENIED),
  /** Every code not listed: the session is given up and built anew. */
  OTHER(-1, Meaning.SERVICE_GONE);

  /** What a code says about the world. */
  enum Meaning {
    /** The card left, or another program reset it: nothing is wrong with the reader. */
    TRY_AGAIN,
    /** Something lies on the reader that does not talk. */
    NOT_A_CARD,
    /** The reader is not plugged in (any more). */
    READER_GONE,
    /** pcscd does not run, or it is not the one that this session was opened with. */
    SERVICE_GONE,
    /** polkit or file permissions forbid it. */
    DENIED,
    /** Another program has the card for itself. */
    HELD_BY_ANOTHER
  }

  private final long number;
  private final Meaning meaning;

  PcscCode(long number, Meaning meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  Meaning meaning() {
    return meaning;
  }

  static PcscCode of(long number) {
    for (PcscCode code : values()) {
      if (code.number == number) {
        return code;
      }
    }
    return OTHER;
  }
}
