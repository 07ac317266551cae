package city.seki.edge.card.pcsc;

import city.seki.config.wire.CardTech;
import city.seki.edge.card.CardIdentity;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.Field;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reader that pcscd serves. Each {@link #open} makes a session of its own, so that pcscd may be
 * absent, start late and restart, and the reader be unplugged and come back, all in one process.
 *
 * <p>While a card lies there its id is read again at every poll: a card that was exchanged for
 * another between two looks of pcscd (some 400 ms) leaves no other trace.
 */
public final class PcscReader implements CardReader {
  private static final Field EMPTY = new Field.Empty();
  private static final Field SILENT = new Field.Refused(CardTech.ISO14443A, Refusal.NOT_A_CARD);

  /** How long one poll waits for something to change. */
  private static final int POLL_MILLIS = 200;

  /** How often a card that will not be read is tried in one poll, and the pause between. */
  private static final int ATTEMPTS = 3;

  private static final int PAUSE_MILLIS = 30;

  /** GET DATA of PC/SC part 3: the UID, IDm or PUPI. */
  private static final byte[] GET_ID = {(byte) 0xFF, (byte) 0xCA, 0, 0, 0};

  private static final int DONE = 0x9000;
  private static final int CARD_LEFT = 0x6300;
  private static final int PUPI_LENGTH = 4;

  private record Session(Pcsc pcsc, Pcsc.Context context, String reader) {}

  private final String wanted;
  private final Supplier<Pcsc> library;
  private @Nullable Pcsc loaded;
  private @Nullable Session session;

  /** What pcscd told last, and what was found in it. */
  private Slot slot = Slot.UNAWARE;

  private Field field = EMPTY;

  /**
   * @param wanted part of the name of the reader; empty for the first one that is plugged in
   */
  public PcscReader(String wanted) {
    this(wanted, Pcsclite::new);
  }

  /**
   * @param library loads the binding; throws IllegalArgumentException while it is not installed
   */
  PcscReader(String wanted, Supplier<Pcsc> library) {
    this.wanted = wanted;
    this.library = library;
  }

  @Override
  public String name() {
    return "pcsc:" + wanted;
  }

  /**
   * @return the name of the reader that was chosen: PC/SC tells no version without a card
   */
  @Override
  public String open() throws ReaderFault {
    close();
    Pcsc pcsc = load();
    try {
      Pcsc.Context context = pcsc.establish();
      try {
        String reader = choose(pcsc.readers(context));
        session = new Session(pcsc, context, reader);
        return reader;
      } finally {
        if (session == null) {
          pcsc.release(context);
        }
      }
    } catch (PcscException e) {
      throw fault(e);
    }
  }

  private Pcsc load() throws ReaderFault {
    Pcsc pcsc = loaded;
    if (pcsc == null) {
      try {
        pcsc = library.get();
      } catch (IllegalArgumentException e) {
        throw new ReaderFault(
            ReaderFault.Cause.GONE,
            Pcsclite.LIBRARY + " is not installed: apt-get install libpcsclite1 pcscd",
            e);
      }
      loaded = pcsc;
    }
    return pcsc;
  }

  private String choose(List<String> readers) throws ReaderFault {
    for (String reader : readers) {
      if (reader.contains(wanted)) {
        return reader;
      }
    }
    throw new ReaderFault(
        ReaderFault.Cause.GONE,
        readers.isEmpty()
            ? "pcscd sees no reader: plug one in that it has a driver for (Debian: libccid)"
            : "no reader has '%s' in its name; plugged in: %s"
                .formatted(wanted, String.join(", ", readers)));
  }

  @Override
  public Field poll() throws ReaderFault {
    Session open = session;
    if (open == null) {
      throw new ReaderFault(ReaderFault.Cause.GONE, name() + " is not open");
    }
    try {
      return look(open);
    } catch (PcscException e) {
      throw fault(e);
    }
  }

  private Field look(Session open) throws PcscException, ReaderFault {
    int patience = POLL_MILLIS;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      notice(open, await(open, patience));
      Optional<Field> seen = read(open);
      if (seen.isPresent()) {
        field = seen.get();
        return field;
      }
      patience = PAUSE_MILLIS;
    }
    return field;
  }

  /**
   * pcscd asks polkit about contexts and cards, never about watching: one that refuses this is
   * about to end, and would have sent a person to look for a rule that is not missing.
   */
  private Slot await(Session open, int patience) throws PcscException, ReaderFault {
    try {
      return open.pcsc.await(open.context, open.reader, slot, patience);
    } catch (PcscException e) {
      if (e.meaning() == PcscCode.Meaning.DENIED) {
        throw new ReaderFault(
            ReaderFault.Cause.GONE, "pcscd let go of the reader (" + e.getMessage() + ")", e);
      }
      throw e;
    }
  }

  /** Keeps what was found before only for as long as the same card lies there. */
  private void notice(Session open, Slot now) throws ReaderFault {
    if (now.readerGone()) {
      throw new ReaderFault(
          ReaderFault.Cause.GONE, "'%s' was unplugged: plug it in again".formatted(open.reader));
    }
    if (!now.sameInsertion(slot)) {
      field = EMPTY;
    }
    slot = now;
  }

  /** What lies there; nothing if it could not be told this time. */
  private Optional<Field> read(Session open) throws PcscException {
    if (!slot.cardPresent()) {
      return Optional.of(EMPTY);
    }
    if (slot.mute()) {
      return Optional.of(SILENT);
    }
    try {
      return switch (Atr.kindOf(slot.atr())) {
        case CardKind.Refused(CardTech tech, Refusal reason) ->
            Optional.of(new Field.Refused(tech, reason));
        case CardKind.HasId(CardTech tech) -> identify(ask(open), id -> byTech(tech, id));
        case CardKind.TypeAOrB() -> identify(ask(open), PcscReader::byLength);
      };
    } catch (PcscException e) {
      return switch (e.meaning()) {
        case TRY_AGAIN -> Optional.empty();
        case NOT_A_CARD -> Optional.of(SILENT);
        case READER_GONE, SERVICE_GONE, DENIED, HELD_BY_ANOTHER -> throw e;
      };
    }
  }

  private static byte[] ask(Session open) throws PcscException {
    Pcsc.Link link = open.pcsc.connect(open.context, open.reader);
    try {
      return open.pcsc.transmit(link, GET_ID);
    } finally {
      open.pcsc.disconnect(link);
    }
  }

  private static Optional<Field> identify(byte[] answer, Function<byte[], Field> decide) {
    byte[] id = Arrays.copyOf(answer, Math.max(0, answer.length - 2));
    return switch (status(answer)) {
      case DONE -> Optional.of(decide.apply(id));
      case CARD_LEFT -> Optional.empty();
      default -> Optional.of(SILENT);
    };
  }

  private static Field byTech(CardTech tech, byte[] id) {
    return switch (tech) {
      case FELICA -> CardIdentity.felica(id);
      case ISO14443A -> CardIdentity.typeA(id);
      case ISO14443B -> CardIdentity.typeB(id);
    };
  }

  private static Field byLength(byte[] id) {
    return byTech(id.length == PUPI_LENGTH ? CardTech.ISO14443B : CardTech.ISO14443A, id);
  }

  /** The status word; an answer too short to have one is that of a card that was leaving. */
  private static int status(byte[] answer) {
    return answer.length < 2
        ? CARD_LEFT
        : ((answer[answer.length - 2] & 0xFF) << 8) | (answer[answer.length - 1] & 0xFF);
  }

  private static ReaderFault fault(PcscException e) {
    return switch (e.meaning()) {
      case DENIED ->
          new ReaderFault(
              ReaderFault.Cause.DENIED,
              "pcscd refuses this user: allow it org.debian.pcsc-lite.access_pcsc and"
                  + " org.debian.pcsc-lite.access_card in a rule under /etc/polkit-1/rules.d ("
                  + e.getMessage()
                  + ")",
              e);
      case HELD_BY_ANOTHER ->
          new ReaderFault(
              ReaderFault.Cause.DENIED,
              "another program keeps the reader for itself: end it (often GnuPG's scdaemon) ("
                  + e.getMessage()
                  + ")",
              e);
      case READER_GONE ->
          new ReaderFault(
              ReaderFault.Cause.GONE,
              "the reader is gone: plug it in again (" + e.getMessage() + ")",
              e);
      case SERVICE_GONE, TRY_AGAIN, NOT_A_CARD ->
          new ReaderFault(
              ReaderFault.Cause.GONE,
              "pcscd does not answer: systemctl enable --now pcscd.socket (" + e.getMessage() + ")",
              e);
    };
  }

  @Override
  public void close() {
    Session open = session;
    session = null;
    slot = Slot.UNAWARE;
    field = EMPTY;
    if (open != null) {
      open.pcsc.release(open.context);
    }
  }
}
