package city.seki.hub.allocation;

import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Lottery;
import city.seki.config.rules.Wishes;
import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.tinylog.Logger;

/**
 * Has lots drawn when it is time, with a seed that nobody knew before. What was drawn is in the
 * ledger, so whoever asks twice, or again after a crash, draws nothing twice.
 */
public record Draws(Allocation allocation, RandomGenerator random) {
  private static final int SEED_BYTES = 32;

  /** Asks for all that is due. */
  public void look(Instant now) throws InterruptedException {
    for (Wishes.Draw draw : Lottery.due(allocation.state(), now)) {
      byte[] seed = new byte[SEED_BYTES];
      random.nextBytes(seed);
      allocation.submit(
          new Command.DrawLots(draw.office(), draw.day(), HexFormat.of().formatHex(seed), now),
          decision -> tell(draw, decision));
    }
  }

  private static void tell(Wishes.Draw draw, Decision decision) {
    if (decision instanceof Decision.Done done) {
      Logger.info(
          "lots drawn at {} for {}: {} events", draw.office(), draw.day(), done.events().size());
    }
  }
}
