package city.seki.edge.card.emulated;

import city.seki.edge.card.pn532.Frame;
import city.seki.edge.card.pn532.FrameParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A PN532 from the chip's side: takes the host's bytes, puts out frames as the chip does, and knows
 * which cards lie on it. It stands behind any of the three wires: {@link Pn532Wires}.
 *
 * <p>It acknowledges each command, keeps its last reply for a NACK, waits for a card where the host
 * asked for endless tries, and drops what it is doing when an ACK comes. Cards and faults may be
 * changed from any thread while it is being read.
 */
public final class EmulatedPn532 {
  /** What can go wrong with a chip or its wire, until {@link #heal}. */
  public enum Trouble {
    NONE,
    /** Takes everything, answers nothing. */
    SILENT,
    /** Answers with bytes that are no frames. */
    GARBAGE,
    /** Every reply ends in its middle; the ACK comes whole. */
    TRUNCATED,
    /** Every first sending of a reply is damaged, the repetition after a NACK is good. */
    DAMAGED_ONCE,
    /** Refuses every command with the error frame. */
    REFUSING
  }

  /** Begins like a frame with an impossible length. */
  private static final byte[] GARBAGE = {0x13, 0x00, (byte) 0xFF, 0x07, 0x2A, (byte) 0xD5, 0x55};

  private final FrameParser parser = new FrameParser();
  private final ChipCommands commands = new ChipCommands();
  private final Queue<byte[]> output = new ArrayDeque<>();
  private final List<EmulatedCard> cards = new ArrayList<>();
  private Trouble trouble = Trouble.NONE;
  private Frame.@Nullable Message waiting;
  private byte[] lastReply = new byte[0];

  /** Lays a card on the reader, beside those that are there. */
  public synchronized void lay(EmulatedCard card) {
    cards.add(card);
    Frame.Message command = waiting;
    if (command != null) {
      run(command);
    }
  }

  /** Lifts that card; nothing if it does not lie there. */
  public synchronized void lift(EmulatedCard card) {
    if (cards.remove(card)) {
      leave(card);
    }
  }

  public synchronized void liftAll() {
    cards.forEach(EmulatedPn532::leave);
    cards.clear();
  }

  private static void leave(EmulatedCard card) {
    if (card instanceof EmulatedLiteS lite) {
      lite.leave();
    }
  }

  /** From now on, until another trouble or {@link #heal}. */
  public synchronized void suffer(Trouble next) {
    trouble = next;
  }

  public synchronized void heal() {
    trouble = Trouble.NONE;
  }

  /** A brown-out: the chip forgets how it was configured and everything it was about to say. */
  public synchronized void powerCycle() {
    parser.reset();
    output.clear();
    waiting = null;
    lastReply = new byte[0];
    commands.reset();
  }

  /** Bytes from the host, in any portions. */
  public synchronized void receive(byte[] bytes, int count) {
    parser.feed(bytes, count);
    Frame frame = parser.next();
    while (frame != null) {
      take(frame);
      frame = parser.next();
    }
  }

  /** The next thing to say: an ACK or a reply as the wire carries it; null if there is nothing. */
  public synchronized byte @Nullable [] next() {
    return output.poll();
  }

  public synchronized boolean hasOutput() {
    return !output.isEmpty();
  }

  private void take(Frame frame) {
    switch (frame) {
      case Frame.Ack _ -> {
        output.clear();
        waiting = null;
      }
      case Frame.Nack _ -> say(lastReply, false);
      case Frame.Message message when message.tfi() == Frame.FROM_HOST -> begin(message);
      case Frame.Message _, Frame.Broken _, Frame.SyntaxError _ -> {}
    }
  }

  private void begin(Frame.Message command) {
    output.clear();
    lastReply = new byte[0];
    if (trouble == Trouble.SILENT) {
      return;
    }
    if (trouble == Trouble.GARBAGE) {
      lastReply = GARBAGE;
      output.add(GARBAGE);
      return;
    }
    output.add(new Frame.Ack().bytes());
    run(command);
  }

  private void run(Frame.Message command) {
    Frame reply =
        trouble == Trouble.REFUSING
            ? new Frame.SyntaxError()
            : commands.execute(command, List.copyOf(cards));
    waiting = reply == null ? command : null;
    if (reply != null) {
      lastReply = reply.bytes();
      say(lastReply, true);
    }
  }

  private void say(byte[] reply, boolean first) {
    if (reply.length == 0 || trouble == Trouble.SILENT) {
      return;
    }
    byte[] said = reply.clone();
    if (trouble == Trouble.TRUNCATED) {
      said = Arrays.copyOf(said, said.length / 2 + 1);
    } else if (trouble == Trouble.DAMAGED_ONCE && first) {
      said[said.length - 2] ^= 0x40;
    }
    output.add(said);
  }
}
