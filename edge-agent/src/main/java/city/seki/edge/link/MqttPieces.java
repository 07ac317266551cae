package city.seki.edge.link;

import city.seki.config.link.Arrived;
import city.seki.config.link.LinkMessage;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.PieceWantMessage;
import city.seki.config.wire.Sha256;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.piece.PieceSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pieces by the unit's own link to the broker, one at a time. */
final class MqttPieces implements PieceSource {
  /** A line of 8 kbit/s brings a piece in that time; what did not come is asked for again. */
  private static final long PATIENCE_S = 20;

  private final String wantTopic;
  private final String pieceTopic;
  private final Consumer<LinkMessage> publish;
  private final ArrayBlockingQueue<Arrived> arrived = new ArrayBlockingQueue<>(4);

  MqttPieces(String unit, Consumer<LinkMessage> publish) {
    wantTopic = Topics.unit(unit, Channel.PIECE_WANT);
    pieceTopic = Topics.unit(unit, Channel.PIECE);
    this.publish = publish;
  }

  String topic() {
    return pieceTopic;
  }

  /** On a thread of the link. What nobody waits for is dropped. */
  void heard(Arrived message) {
    var _ = arrived.offer(message);
  }

  @Override
  public byte[] piece(Sha256 whole, long offset, int length)
      throws IOException, InterruptedException {
    byte[] bytes = ask(new PieceWantMessage(whole, offset, length, null));
    if (bytes.length == 0) {
      throw new Nowhere("the hub does not have " + whole + ", or less of it than was said");
    }
    return bytes;
  }

  @Override
  public Optional<BundleStepMessage> step(Sha256 goal, String running)
      throws IOException, InterruptedException {
    byte[] told = ask(new PieceWantMessage(goal, 0, 1, running));
    try {
      return told.length == 0 ? Optional.empty() : Optional.of(BundleStepMessage.parse(told));
    } catch (BadMessage e) {
      throw new IOException("the hub's answer is not understood: " + e.getMessage(), e);
    }
  }

  private byte[] ask(PieceWantMessage want) throws IOException, InterruptedException {
    arrived.clear();
    byte[] name = want.correlation();
    publish.accept(new LinkMessage(wantTopic, want.toJson(), false, pieceTopic, name));
    long until = PATIENCE_S;
    while (until > 0) {
      @Nullable Arrived answer = arrived.poll(until, TimeUnit.SECONDS);
      if (answer == null) {
        throw new IOException("the hub sends no piece by the broker");
      }
      if (Arrays.equals(name, answer.correlation())) {
        return answer.payload();
      }
      until--; // an answer to what was asked for before: at most a few of them
    }
    throw new IOException("the hub sends other pieces than were asked for");
  }
}
