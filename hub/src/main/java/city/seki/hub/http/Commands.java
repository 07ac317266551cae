package city.seki.hub.http;

import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AuditLog;
import city.seki.hub.access.Principal;
import city.seki.hub.allocation.AllocationLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Asks the allocation on behalf of a person, and leaves the record of it. */
final class Commands {
  private static final Duration ROOM = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final AllocationLoop allocation;
  private final AuditLog audit;
  private final InstantSource clock;

  Commands(AllocationLoop allocation, AuditLog audit, InstantSource clock) {
    this.allocation = allocation;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is decided.
   *
   * @throws Problem 503 if it takes too long; it may be carried out all the same
   */
  Decision ask(Command command) throws InterruptedException {
    CompletableFuture<Decision> promised = allocation.ask(command, ROOM);
    if (promised == null) {
      throw Problem.unavailable("too many requests wait for a decision");
    }
    try {
      return promised.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw Problem.unavailable("the decision takes too long; look whether it was made");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a decision is never withdrawn", e);
    }
  }

  /**
   * Has that carried out.
   *
   * @throws Problem 409 if the rules refuse it
   */
  void carryOut(Command command) throws InterruptedException {
    if (ask(command) instanceof Decision.Refused refused) {
      throw Problem.refused(refused.reason().word());
    }
  }

  /**
   * The same as an act for the audit log: written down first, and if it was refused that too.
   *
   * @param what tells of the act, without names and card numbers
   */
  void carryOut(Principal principal, String act, Consumer<JsonText> what, Command command)
      throws InterruptedException {
    long entry = record(principal, act, what);
    Decision decision = ask(command);
    if (decision instanceof Decision.Refused refused) {
      String reason = refused.reason().word();
      record(principal, "refused", o -> o.put("entry", entry).put("reason", reason));
      throw Problem.refused(reason);
    }
  }

  long record(Principal principal, String act, Consumer<JsonText> what) {
    return audit.append(clock.instant(), principal.who(), act, JsonText.object(what));
  }
}
