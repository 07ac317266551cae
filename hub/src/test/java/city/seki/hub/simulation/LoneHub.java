package city.seki.hub.simulation;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Seating;
import city.seki.hub.allocation.Allocator;
import java.util.ArrayList;
import java.util.List;

/** An allocator with a ledger and no city around it: nothing ever happens to it. */
final class LoneHub implements Machine {
  private final Disk disk = new Disk(this);
  private final LedgerDisk ledger = new LedgerDisk(disk, Planted.NOTHING, events -> {});
  private final Allocator allocator;

  LoneHub(Seating empty) {
    allocator = new Allocator(ledger.open(), empty, past -> {});
  }

  /** The answers to those of the commands that are taps. */
  List<Answer> take(List<? extends Command> commands) {
    List<Answer> answers = new ArrayList<>();
    List<Allocator.Request> batch = new ArrayList<>();
    for (Command command : commands) {
      batch.add(
          new Allocator.Request(
              command,
              decision -> {
                if (decision instanceof Decision.Answered answered) {
                  answers.add(answered.answer());
                }
              }));
    }
    allocator.decide(batch).answer();
    return answers;
  }

  ClaimsOnRecord record() {
    return ClaimsOnRecord.of(ledger.events());
  }

  @Override
  public String name() {
    return "lone hub";
  }

  @Override
  public boolean isUp() {
    return true;
  }

  @Override
  public void die(boolean power) {
    throw new IllegalStateException("nobody ends it");
  }

  @Override
  public Disk disk() {
    return disk;
  }
}
