package city.seki.hub.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread that, as those of Moquette do, dies of the first command that fails. */
@Timeout(60)
class SessionLoopsTest {
  private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  @Test
  void a_loop_outlives_its_commands_and_ends_when_it_is_told() throws Exception {
    CompletableFuture<Thread> started = new CompletableFuture<>();
    ThreadGroup group = new ThreadGroup("broker");
    new Thread(group, () -> start(started)).start();
    Thread loop = started.get(20, TimeUnit.SECONDS);
    commands.add(() -> done.add("before"));
    for (int i = 0; i < 3; i++) {
      commands.add(
          () -> {
            throw new IllegalStateException("no connection");
          });
    }
    commands.add(() -> done.add("after on " + Thread.currentThread().getName()));
    assertEquals("before", done.poll(20, TimeUnit.SECONDS));
    assertEquals("after on Session Executor 0", done.poll(20, TimeUnit.SECONDS));
    loop.interrupt();
    loop.join();
  }

  private void start(CompletableFuture<Thread> started) {
    Thread loop = new Thread(this::loop, "Session Executor 0");
    loop.start();
    SessionLoops.keepAlive();
    started.complete(loop);
  }

  private void loop() {
    try {
      while (true) {
        Objects.requireNonNull(commands.take()).run();
      }
    } catch (InterruptedException e) {
      done.add("ended");
    }
  }
}
