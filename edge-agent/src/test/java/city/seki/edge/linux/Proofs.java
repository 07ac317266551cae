package city.seki.edge.linux;

import city.seki.edge.bus.BusFault;
import java.time.Duration;

/** Runs one proof after the other and counts those that failed. */
final class Proofs {
  /** Throws if what its name says is not so. */
  @FunctionalInterface
  interface Proof {
    void run() throws Exception;
  }

  /** Something on a wire that should fail. */
  @FunctionalInterface
  interface OnWire {
    void run() throws BusFault;
  }

  private int failed;

  /**
   * @param sentence what a user may rely on
   */
  @SuppressWarnings("CatchAndPrintStackTrace") // the console is all that leaves the guest
  void prove(String sentence, Proof proof) {
    long start = System.nanoTime();
    try {
      proof.run();
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      System.out.println("ok      " + sentence + " (" + millis + " ms)");
    } catch (Exception | LinkageError | AssertionError e) {
      failed++;
      System.out.println("FAILED  " + sentence);
      e.printStackTrace(System.out);
    }
  }

  int failed() {
    return failed;
  }

  static void same(Object expected, Object found, String where) {
    if (!expected.equals(found)) {
      throw new AssertionError(where + ": expected " + expected + ", found " + found);
    }
  }

  /** Expects that fault, and prints its message, which somebody will have to understand. */
  static void fails(BusFault.Cause expected, OnWire call) {
    try {
      call.run();
    } catch (BusFault fault) {
      System.out.println("        " + fault.reason() + ": " + fault.getMessage());
      same(expected, fault.reason(), String.valueOf(fault.getMessage()));
      return;
    }
    throw new AssertionError("expected " + expected + ", and nothing failed");
  }
}
