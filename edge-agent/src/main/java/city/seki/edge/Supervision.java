package city.seki.edge;

import city.seki.config.wire.CommandMessage.What;
import city.seki.edge.order.Powers;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * What the hub may order of this process: to end, where something starts it again, and to start the
 * machine anew, where a command for that was given.
 */
final class Supervision implements Powers {
  private final boolean supervised;
  private final List<String> rebootCommand;
  private final Runnable end;
  private final BooleanSupplier tryAgain;

  /**
   * @param supervised whether something starts this process again
   * @param rebootCommand program and arguments; empty where there is none
   * @param end ends the process in order
   * @param tryAgain tries again what the unit was told to be; false where nobody tells it
   */
  Supervision(
      boolean supervised, List<String> rebootCommand, Runnable end, BooleanSupplier tryAgain) {
    this.supervised = supervised;
    this.rebootCommand = List.copyOf(rebootCommand);
    this.end = end;
    this.tryAgain = tryAgain;
  }

  @Override
  public @Nullable String refusal(What what) {
    return switch (what) {
      case AGENT ->
          supervised
              ? null
              : "nothing would start it again: run it as a systemd service, or with --supervised";
      case MACHINE -> rebootCommand.isEmpty() ? "run the unit with --reboot-command" : null;
    };
  }

  @Override
  public void restart(What what) {
    Logger.info("the hub orders a new start of the {}", what.word());
    switch (what) {
      case AGENT -> end.run();
      case MACHINE -> reboot();
    }
  }

  /** The machine ends the process when it goes down; until then it serves. */
  private void reboot() {
    try {
      var _ = new ProcessBuilder(rebootCommand).inheritIO().start();
    } catch (IOException e) {
      Logger.error("the machine does not start anew: {}", e.getMessage());
    }
  }

  @Override
  public boolean tryAgain() {
    return tryAgain.getAsBoolean();
  }
}
