package city.seki.edge.card.pcsc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pcscd in memory: readers, one slot, and failures to come. */
final class FakePcsc implements Pcsc {
  static final long EMPTY = 0x10;
  static final long PRESENT = 0x20;

  final List<String> readers = new ArrayList<>(List.of("Fake 00 00"));
  final Deque<Long> failures = new ArrayDeque<>();
  final List<Integer> waits = new ArrayList<>();
  @Nullable String failing;
  boolean running = true;
  Slot slot = new Slot(EMPTY, "");
  String answer = "6300";
  int sessions;
  int released;
  int links;
  int unlinked;
  String asked = "";
  private long generation;

  void insert(String atr, String reply) {
    generation += 1L << 16;
    slot = new Slot(PRESENT | generation, atr);
    answer = reply;
  }

  /** Exchanged between two looks of pcscd: no trace in the state. */
  void exchange(String atr, String reply) {
    slot = new Slot(slot.state(), atr);
    answer = reply;
  }

  void remove() {
    generation += 1L << 16;
    slot = new Slot(EMPTY | generation, "");
    answer = "6300";
  }

  void restart() {
    sessions++;
    running = true;
  }

  /** The next calls of that function return these codes. */
  void fail(String function, long... codes) {
    failing = function;
    failures.clear();
    for (long code : codes) {
      failures.add(code);
    }
  }

  private void enter(String function) throws PcscException {
    if (!running) {
      throw new PcscException(function, 0x8010001DL);
    }
    if (function.equals(failing) && !failures.isEmpty()) {
      throw new PcscException(function, failures.remove());
    }
  }

  private void check(Context context, String function) throws PcscException {
    enter(function);
    if (context.handle() != sessions) {
      throw new PcscException(function, 0x80100003L);
    }
  }

  @Override
  public Context establish() throws PcscException {
    enter("SCardEstablishContext");
    sessions++;
    return new Context(sessions);
  }

  @Override
  public void release(Context context) {
    released++;
  }

  @Override
  public List<String> readers(Context context) throws PcscException {
    check(context, "SCardListReaders");
    return List.copyOf(readers);
  }

  @Override
  public Slot await(Context context, String reader, Slot known, int millis) throws PcscException {
    check(context, "SCardGetStatusChange");
    waits.add(millis);
    asked = reader;
    return readers.contains(reader) ? slot : new Slot(0x04, "");
  }

  @Override
  public Link connect(Context context, String reader) throws PcscException {
    check(context, "SCardConnect");
    links++;
    return new Link(links, 2);
  }

  @Override
  public byte[] transmit(Link link, byte[] command) throws PcscException {
    enter("SCardTransmit");
    if (!HexFormat.of().formatHex(command).equals("ffca000000")) {
      return new byte[] {0x6A, (byte) 0x81};
    }
    return HexFormat.of().parseHex(answer);
  }

  @Override
  public void disconnect(Link link) {
    unlinked++;
  }
}
