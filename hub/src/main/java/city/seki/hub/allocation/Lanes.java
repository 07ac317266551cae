package city.seki.hub.allocation;

import city.seki.config.rules.Command;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Commands that wait, in a lane for each who sends them; bounded in all. Lanes are served in turn,
 * one command each, so that a tap at one unit does not wait behind the thousands that others bring
 * when they return from an outage. Within a lane the order stays. Safe for all threads.
 */
final class Lanes {
  private record Lane(String sender, Deque<Allocator.Request> waiting) {}

  private final int bound;
  private final Lock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Deque<Lane> turns = new ArrayDeque<>();
  private int size;

  /**
   * @param bound how many commands may wait in all lanes together
   */
  Lanes(int bound) {
    this.bound = bound;
  }

  /** Who sends that: their commands keep their order. */
  private static String sender(Command command) {
    return switch (command) {
      case Command.Tap tap -> "unit " + tap.id().unit();
      case Command.PhoneTap tap -> "phone " + tap.person();
      case Command.SensePresence sensed -> "sensors " + sensed.seat().office();
      case Command.SenseRoom sensed -> "sensors " + sensed.room().office();
      case Command.SeeDevice seen -> "sensors " + seen.device().office();
      case Command.Reserve _,
          Command.BookRoom _,
          Command.CancelReservation _,
          Command.EndClaim _,
          Command.TakeOutOfService _,
          Command.PutIntoService _,
          Command.OfMeasure _,
          Command.OfLottery _,
          Command.BlockCard _,
          Command.UnblockCard _,
          Command.LinkCard _,
          Command.OfKit _,
          Command.Advance _,
          Command.Reconfigure _ ->
          "acts";
    };
  }

  /** Waits while there is no room. */
  void put(Allocator.Request request) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size >= bound) {
        room.await();
      }
      add(request);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for room no longer than that; false if there was none. */
  boolean offer(Allocator.Request request, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (size >= bound) {
        if (left <= 0) {
          return false;
        }
        left = room.awaitNanos(left);
      }
      add(request);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void add(Allocator.Request request) {
    String sender = sender(request.command());
    Lane lane = lanes.get(sender);
    if (lane == null) {
      lane = new Lane(sender, new ArrayDeque<>());
      lanes.put(sender, lane);
      turns.addLast(lane);
    }
    lane.waiting().addLast(request);
    size++;
    work.signal();
  }

  /** Takes so many at most, one of each lane in turn; waits so long for the first. */
  List<Allocator.Request> take(int most, Duration patience) throws InterruptedException {
    List<Allocator.Request> taken = new ArrayList<>();
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (size == 0 && left > 0) {
        left = work.awaitNanos(left);
      }
      while (taken.size() < most && size > 0) {
        taken.add(next());
      }
      room.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private Allocator.Request next() {
    Lane lane = turns.removeFirst();
    Allocator.Request request = lane.waiting().removeFirst();
    size--;
    if (lane.waiting().isEmpty()) {
      lanes.remove(lane.sender());
    } else {
      turns.addLast(lane);
    }
    return request;
  }

  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }
}
