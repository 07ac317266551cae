package city.seki.edge.card.pcsc;

import java.util.List;

/** The few functions of PC/SC that a reader needs. Confined to the thread of its reader. */
interface Pcsc {
  /** A session with pcscd; it dies with the pcscd that it was opened with. */
  record Context(long handle) {}

  /** A card that was connected to, and the protocol that was agreed on. */
  record Link(long handle, long protocol) {}

  /** SCardEstablishContext. */
  Context establish() throws PcscException;

  /** SCardReleaseContext; a session that is dead already is no error. */
  void release(Context context);

  /** SCardListReaders: names in the order of pcscd, an empty list where no reader is plugged in. */
  List<String> readers(Context context) throws PcscException;

  /**
   * SCardGetStatusChange: waits until the reader is no longer as known.
   *
   * @return what it is then, or {@code known} when the time is over
   */
  Slot await(Context context, String reader, Slot known, int millis) throws PcscException;

  /** SCardConnect, shared, T=0 or T=1. */
  Link connect(Context context, String reader) throws PcscException;

  /** SCardTransmit of one short command; the answer ends in the two bytes of its status word. */
  byte[] transmit(Link link, byte[] command) throws PcscException;

  /** SCardDisconnect, leaving the card as it is; a card that left already is no error. */
  void disconnect(Link link);
}
