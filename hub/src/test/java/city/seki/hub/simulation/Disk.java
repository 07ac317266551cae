package city.seki.hub.simulation;

import org.jspecify.annotations.Nullable;

/** The disk under a journal or ledger: it can be full, and its machine can die at any write. */
final class Disk {
  /** Where in a durable write a machine dies. */
  enum Moment {
    /** Nothing of it was written. */
    BEFORE,
    /** Some pages of it were: SQLite finds no valid commit and takes none of it. */
    TORN,
    /** All of it is durable, but the program was not told. */
    AFTER
  }

  private record Breaking(int writes, Moment moment, boolean power) {}

  private final Machine machine;
  private @Nullable Breaking breaking;
  private boolean full;

  Disk(Machine machine) {
    this.machine = machine;
  }

  /** Lets the machine die at its so manieth durable write from now, from 1. */
  void breakAt(int writes, Moment moment, boolean power) {
    breaking = new Breaking(writes, moment, power);
  }

  void fill(boolean nowFull) {
    full = nowFull;
  }

  boolean isFull() {
    return full;
  }

  /** No more deaths in wait, and room again. */
  void heal() {
    breaking = null;
    full = false;
  }

  /** Makes something durable, unless the machine dies over it. */
  void write(Runnable durable) {
    Breaking now = breaking;
    if (now == null || now.writes() > 1) {
      breaking = now == null ? null : new Breaking(now.writes() - 1, now.moment(), now.power());
      durable.run();
      return;
    }
    breaking = null;
    if (now.moment() == Moment.AFTER) {
      durable.run();
    }
    throw new Crash(machine, now.power());
  }
}
