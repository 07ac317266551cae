package city.seki.hub;

import java.io.Console;

/** Whether a person looks on. */
final class Terminal {
  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // that holds up to JDK 24; 25 has its old console again
  static boolean isThere() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
