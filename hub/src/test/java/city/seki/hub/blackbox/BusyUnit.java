package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.blackbox.UnitProcess.Around;
import city.seki.hub.blackbox.UnitProcess.Lit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/**
 * A real unit at whose readers somebody taps at any moment, over all its lives, and the memory of
 * every card laid on them: one after the other at each reader, the next one when the light has
 * answered.
 */
final class BusyUnit implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Path folder;
  private final List<String> seats;
  private final Random random;
  private final Queue<Laid> laid = new ConcurrentLinkedQueue<>();
  private final Queue<Long> lightMillis = new ConcurrentLinkedQueue<>();
  private final Semaphore lit = new Semaphore(0);
  private final ExecutorService hands =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
  private final List<Future<?>> tapping = new ArrayList<>();
  private @Nullable UnitProcess life;
  private boolean resting;

  /**
   * @param folder with {@code units}, the identities, and all that the unit writes
   * @param seats where people tap
   */
  BusyUnit(String name, Path folder, List<String> seats, Random random) {
    this.name = name;
    this.folder = folder;
    this.seats = seats;
    this.random = random;
  }

  String name() {
    return name;
  }

  Path journal() {
    return folder.resolve("journal-" + name);
  }

  /** Begins a life. */
  synchronized void start(Around around) throws IOException {
    life =
        new UnitProcess(
            folder.resolve("units").resolve(name),
            journal(),
            folder.resolve(name + ".log"),
            around);
    notifyAll();
  }

  /** People tap from now on, whether the unit lives or not yet. */
  void tap() {
    synchronized (this) {
      resting = false;
    }
    for (String seat : seats) {
      List<Integer> people =
          IntStream.rangeClosed(1, TestCity.PEOPLE).boxed().collect(Collectors.toList());
      Collections.shuffle(people, random);
      tapping.add(hands.submit(() -> tap("seat:" + seat, people)));
    }
  }

  private @Nullable Void tap(String reader, List<Integer> people) throws InterruptedException {
    UnitProcess before = null;
    for (int next = 0; ; next++) {
      UnitProcess now = living(before);
      if (now == null) {
        return null;
      }
      int person = people.get(next % people.size());
      Instant from = Instant.now();
      Lit answer = now.tap(reader, TestCity.card(person));
      laid.add(
          new Laid(
              name, reader, person, from, Instant.now(), answer == null ? null : answer.signal()));
      if (answer == null) {
        before = now;
      } else {
        lightMillis.add(answer.millis());
        lit.release();
      }
    }
  }

  /** Waits for a life other than that one, which has ended; null when nobody taps any more. */
  private synchronized @Nullable UnitProcess living(@Nullable UnitProcess ended)
      throws InterruptedException {
    while (!resting && (life == null || life.equals(ended))) {
      wait();
    }
    return resting ? null : life;
  }

  /** Nobody taps any more; each light has answered. */
  void rest() throws InterruptedException {
    synchronized (this) {
      resting = true;
      notifyAll();
    }
    for (Future<?> hand : tapping) {
      try {
        hand.get();
      } catch (ExecutionException e) {
        throw new AssertionError(name + ": " + e.getCause(), e.getCause());
      }
    }
    tapping.clear();
  }

  /** Counts the lights that answered. */
  Semaphore lit() {
    return lit;
  }

  List<Laid> laid() {
    return List.copyOf(laid);
  }

  /** How long each light took, in the order in which they came. */
  List<Long> lightMillis() {
    return List.copyOf(lightMillis);
  }

  UnitProcess life() {
    UnitProcess now = life;
    assertTrue(now != null, name + " was never started");
    return Objects.requireNonNull(now);
  }

  /** What it still owes the hub, which can be asked while it runs. */
  int owed() throws IOException, InterruptedException {
    String queue =
        HubProgram.succeed(HubProgram.EDGE, "queue", "--json", "--data", journal().toString());
    return JSON.readTree(queue).get("owes").asInt();
  }

  @Override
  public void close() {
    if (life != null) {
      life.close();
    }
    hands.shutdownNow();
  }
}
