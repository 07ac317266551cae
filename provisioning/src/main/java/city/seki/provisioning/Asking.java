package city.seki.provisioning;

import city.seki.provisioning.unit.Enroller;
import city.seki.provisioning.unit.EstAnswer;
import city.seki.provisioning.unit.IdentityFolder;
import city.seki.provisioning.unit.KnownTime;
import city.seki.provisioning.unit.NetworkTransports;
import city.seki.provisioning.unit.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** Asks a hub in the name of a unit until there is a result, and tells how it stands meanwhile. */
final class Asking {
  private final Machine machine;
  private final PrintWriter out;
  private final Enroller enroller;

  /**
   * @throws IOException with the remedy, if the folder cannot be used
   */
  Asking(IdentityFolder folder, Machine machine, SecureRandom random, PrintWriter out)
      throws IOException {
    this.machine = machine;
    this.out = out;
    KnownTime time = new KnownTime(machine.clock(), shown -> false, machine.monoMs());
    enroller = Enroller.open(folder, new NetworkTransports(time::told), time, random, this::tell);
  }

  private void tell(Standing standing) {
    out.println(standing.text());
    out.flush();
  }

  Enroller enroller() {
    return enroller;
  }

  /**
   * Goes on until it is done, a person has to do something else than to approve, or the time is up.
   * A program that runs would ask for ever, for somebody may come; whoever gave a command is there.
   *
   * @return true if it is done
   */
  boolean until(Predicate<Standing> done, Duration longest) throws IOException {
    Instant end = Instant.ofEpochMilli(machine.monoMs().getAsLong()).plus(longest);
    int disbeliefs = 0;
    try {
      while (true) {
        Duration wait = enroller.step();
        if (wait.isPositive() && enroller.trouble() instanceof EstAnswer.Distrusted) {
          disbeliefs++;
        }
        Standing standing = enroller.standing();
        Duration left = Duration.between(Instant.ofEpochMilli(machine.monoMs().getAsLong()), end);
        if (done.test(standing)) {
          return true;
        }
        if (left.isNegative() || isRefused(wait) || disbeliefs >= enroller.held().est().size()) {
          return false;
        }
        machine.pause().of(wait.compareTo(left) < 0 ? wait : left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** While it still does something about it, that word was not the last one. */
  private boolean isRefused(Duration wait) {
    return wait.isPositive() && enroller.trouble() instanceof EstAnswer.Refused;
  }
}
