package city.seki.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.source.UnitFile;
import city.seki.config.wire.DesiredMessage;
import city.seki.edge.card.Pace;
import city.seki.edge.config.ConfigEvent;
import city.seki.edge.config.Reason;
import city.seki.edge.config.Unfit;
import city.seki.edge.config.Verdict;
import city.seki.edge.config.WishCheck;
import city.seki.edge.config.Wished;
import city.seki.edge.piece.PieceSource;
import city.seki.edge.piece.WholeText;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one wish beside the unit that runs: fetches it, reads it, and tries whether the unit can
 * be that. Nothing of the running unit is touched.
 *
 * @param check what is believed
 * @param pieces where large configurations come from
 * @param pace for waiting
 * @param wires to what is new
 * @param running what runs now
 * @param setups makes of a configuration what a unit needs to run
 * @param office of which the hub tells now, null if it has not told
 * @param answering what of the running unit answers
 */
record WishExamination(
    WishCheck check,
    PieceSource pieces,
    Pace pace,
    Wires wires,
    UnitFile.Settings running,
    Setups setups,
    Supplier<@Nullable String> office,
    Answering answering) {

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration SETTLING = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** From a configuration to what a running unit needs. */
  interface Setups {
    /**
     * @param told null for what the start document says
     * @throws IOException with the remedy, if the unit's folder cannot be read
     */
    UnitSetup of(UnitFile.@Nullable Settings told) throws IOException;
  }

  /**
   * @throws InterruptedException if the wish is not wanted any more
   */
  ConfigEvent examine(ConfigEvent.WishTold told) throws InterruptedException {
    DesiredMessage wish = told.wish();
    try {
      Wished wished = check.read(wish, told.envelope(), text(wish));
      if (isSame(wished.settings())) {
        return new ConfigEvent.IsSame(wished);
      }
      require(wished.settings());
      return new ConfigEvent.Fits(wished, excused());
    } catch (Unfit e) {
      return new ConfigEvent.DoesNotFit(new Verdict(wish.version(), e.reason(), e.detail()));
    }
  }

  /** A unit that has just started does not know yet what is broken. */
  private Set<String> excused() throws InterruptedException {
    for (Duration waited = Duration.ZERO;
        !answering.isKnown() && waited.compareTo(SETTLING) < 0;
        waited = waited.plus(LOOK)) {
      pace.pause(LOOK);
    }
    return answering.failing();
  }

  private String text(DesiredMessage wish) throws Unfit, InterruptedException {
    String carried = wish.configuration().text();
    if (carried != null) {
      return carried;
    }
    return fetched(wish.configuration());
  }

  /** As long as it takes: a link that comes and goes is no reason to refuse anything. */
  private String fetched(DesiredMessage.Configuration wanted) throws Unfit, InterruptedException {
    while (true) {
      try {
        return new String(
            WholeText.fetch(pieces, wanted.sha256(), Math.toIntExact(wanted.size())), UTF_8);
      } catch (PieceSource.Nowhere e) {
        throw new Unfit(Reason.NOT_FETCHED, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        pace.pause(AGAIN);
      }
    }
  }

  /** What leaves out the hub's key means the one that the unit knows. */
  private boolean isSame(UnitFile.Settings settings) {
    return settings.unit().equals(running.unit())
        && settings.hub().equals(running.hub())
        && settings.est().equals(running.est());
  }

  private void require(UnitFile.Settings settings) throws Unfit {
    String told = office.get();
    String wanted = settings.unit().office();
    if (told != null && !told.equals(wanted)) {
      throw new Unfit(
          Reason.OFFICE_UNKNOWN,
          "it puts the unit into office " + wanted + ", the hub tells it of office " + told);
    }
    try {
      WiringCheck.require(wires, running.unit(), setups.of(settings));
    } catch (IOException e) {
      throw new Unfit(Reason.SECRET, String.valueOf(e.getMessage()));
    }
  }
}
