package city.seki.config.link;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it heard; a test waits for it. */
final class RecordedLink implements LinkListener {
  final BlockingQueue<LinkFacts> ups = new LinkedBlockingQueue<>();
  final BlockingQueue<String> downs = new LinkedBlockingQueue<>();
  final BlockingQueue<Arrived> messages = new LinkedBlockingQueue<>();

  @Override
  public void up(LinkFacts facts) {
    ups.add(facts);
  }

  @Override
  public void down(String reason) {
    downs.add(reason);
  }

  @Override
  public void arrived(Arrived message) {
    messages.add(message);
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T item = queue.poll(20, TimeUnit.SECONDS);
    return Objects.requireNonNull(item, "nothing came within 20 s");
  }
}
