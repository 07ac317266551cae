package city.seki.edge.card.pn532;

import city.seki.edge.bus.BusFault;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.ReaderFault.Cause;
import java.time.Duration;

/**
 * Command and reply over an open wire, with the protocol's own remedies: a damaged reply is asked
 * for again once (NACK), a command without a reply is stopped (ACK), so that the next command meets
 * an idle chip. Confined to one thread.
 */
final class Dialogue implements AutoCloseable {
  /** The chip takes some 15 ms. */
  private static final Duration ACK_WAIT = Duration.ofMillis(100);

  /** What follows damaged bytes at once is all that will come of that reply. */
  private static final Duration REST_WAIT = Duration.ofMillis(20);

  /** Frames of other commands that may be skipped before the right one. */
  private static final int STRAY_FRAMES = 8;

  private final String name;
  private final Pn532Transport transport;

  Dialogue(String name, Pn532Transport transport) {
    this.name = name;
    this.transport = transport;
  }

  String name() {
    return name;
  }

  void wake() throws ReaderFault {
    try {
      transport.wake();
    } catch (BusFault e) {
      throw fault(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * @param replyWait from the chip's ACK to its reply
   * @return the parameters of the reply
   */
  byte[] call(Duration replyWait, int command, byte... parameters) throws ReaderFault {
    try {
      transport.send(Frame.command(command, parameters));
      return reply(command, replyWait);
    } catch (BusFault e) {
      throw fault(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private byte[] reply(int command, Duration replyWait)
      throws ReaderFault, BusFault, InterruptedException {
    boolean acknowledged = false;
    boolean damaged = false;
    boolean askedAgain = false;
    for (int frames = 0; frames < STRAY_FRAMES; frames++) {
      Frame frame = transport.receive(wait(acknowledged, damaged && !askedAgain, replyWait));
      switch (frame) {
        case Frame.Ack _ -> acknowledged = true;
        case Frame.SyntaxError _ ->
            throw new ReaderFault(
                Cause.REFUSED, "%s: command %02X refused".formatted(name, command));
        case Frame.Message message when answers(message, command) -> {
          return message.parameters(); // even without an ACK before it: that one was lost
        }
        case Frame.Message _ -> {} // a late reply of a command that was given up
        case Frame.Nack _ -> damaged = true;
        case Frame.Broken _ -> damaged = true;
        case null -> {
          if (!damaged || askedAgain) {
            throw givenUp(command, acknowledged, damaged);
          }
          askedAgain = true;
          transport.send(new Frame.Nack());
        }
      }
    }
    throw givenUp(command, acknowledged, true);
  }

  private static Duration wait(boolean acknowledged, boolean rest, Duration replyWait) {
    if (rest) {
      return REST_WAIT;
    }
    return acknowledged ? replyWait : ACK_WAIT;
  }

  private static boolean answers(Frame.Message message, int command) {
    return message.tfi() == Frame.FROM_CHIP && message.code() == command + 1;
  }

  private ReaderFault givenUp(int command, boolean acknowledged, boolean damaged) throws BusFault {
    transport.send(new Frame.Ack());
    if (damaged) {
      return new ReaderFault(
          Cause.GARBAGE, "%s: damaged or foreign bytes for command %02X".formatted(name, command));
    }
    return new ReaderFault(
        Cause.TIMEOUT,
        "%s: no %s for command %02X".formatted(name, acknowledged ? "reply" : "ACK", command));
  }

  private ReaderFault fault(BusFault e) {
    return fault(name, e);
  }

  static ReaderFault fault(String name, BusFault e) {
    Cause cause =
        switch (e.reason()) {
          case NO_ANSWER -> Cause.TIMEOUT;
          case DENIED -> Cause.DENIED;
          case GONE, UNSUPPORTED -> Cause.GONE;
        };
    return new ReaderFault(cause, name + ": " + e.getMessage(), e);
  }

  private ReaderFault interrupted(InterruptedException e) {
    Thread.currentThread().interrupt(); // for the watch, which ends by it
    return new ReaderFault(Cause.TIMEOUT, name + ": the exchange was interrupted", e);
  }

  @Override
  public void close() {
    transport.close();
  }
}
