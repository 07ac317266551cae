package city.seki.edge.config;

import city.seki.edge.config.ConfigState.Refused;
import city.seki.edge.config.ConfigState.Returned;
import city.seki.edge.config.ConfigState.Running;
import city.seki.edge.config.ConfigState.Trying;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a unit comes to another configuration and back: a confirmed commit (RFC 6241, section 8.4) in
 * which the unit itself confirms, by being back at its hub and well. Pure.
 *
 * <p>GOALS, in this order: there is always a configuration that proved good; a unit that is cut off
 * comes back by itself; the newest wish runs if it can. CONSTRAINTS: versions never fall; what was
 * refused or given up is not tried again until a newer wish comes, or somebody asks for it; a trial
 * ends, however often the power goes, after {@value #MOST_STARTS} starts or its time in all.
 *
 * <pre>
 *   state      event                        next
 *   any        wish, newer                  the same, the wish is examined
 *   any        wish, as new or older        the same
 *   refused,   asked to try again           the same, the wish is examined
 *   returned
 *   any        examined, the same runs      running, with that version
 *   any        examined, fits               trying             restart
 *   trying     examined, does not fit       refused            restart, with the good one
 *   other      examined, does not fit       refused
 *   trying     time, hub answers and well   running
 *   trying     time over                    returned           restart, with the good one
 *   trying     cannot be started            returned           restart, with the good one
 *   trying     power comes, first times     trying, one start more
 *   trying     power comes, once too often  returned
 * </pre>
 *
 * <p>Example: version 7 runs, 8 names a broker that is not there. 8 is tried; the power goes after
 * 2 of its 10 minutes; it is tried for 8 minutes more; 7 runs again, and "8 returned,
 * hub-unreached" is told. The hub's 8, which the broker keeps, comes again and is left alone.
 */
public final class ConfigRules {
  /** Of one trial: its own, and two after power cuts or crashes. */
  public static final int MOST_STARTS = 3;

  private ConfigRules() {}

  /**
   * A state, and the wish that is being looked at; that one is only in memory, for the broker tells
   * it again.
   *
   * @param examined null if none is
   */
  public record Now(ConfigState state, ConfigEvent.@Nullable WishTold examined) {
    /** The newest version that was told and believed. */
    public long newest() {
      return examined == null ? state.newest() : examined.wish().version();
    }

    private Now with(ConfigState next) {
      return new Now(next, null);
    }
  }

  /**
   * What follows.
   *
   * @param examine a wish that is to be looked at, by {@link ConfigEvent.Fits} and its like; any
   *     other that is being looked at is not wanted any more
   * @param restart whether the unit is to start anew with what {@link ConfigState#runs}
   */
  public record Step(Now next, ConfigEvent.@Nullable WishTold examine, boolean restart) {
    private static Step to(Now next) {
      return new Step(next, null, false);
    }

    private static Step restart(Now next) {
      return new Step(next, null, true);
    }
  }

  /** The state with which a unit starts whose last run left that one. */
  public static ConfigState boot(ConfigState left) {
    if (!(left instanceof Trying trying)) {
      return left;
    }
    if (trying.starts() < MOST_STARTS) {
      return trying.startedAgain();
    }
    return returned(
        trying,
        new Unfit(Reason.ENDED, "the unit ended " + MOST_STARTS + " times while it tried it"));
  }

  public static Step step(Now now, ConfigEvent event) {
    return switch (event) {
      case ConfigEvent.WishTold told ->
          told.wish().version() > now.newest()
              ? new Step(new Now(now.state(), told), told, false)
              : Step.to(now);
      case ConfigEvent.TryAgain(var told) -> tryAgain(now, told);
      case ConfigEvent.Fits(var wished, var excused) when isAwaited(now, wished.version()) ->
          Step.restart(now.with(new Trying(now.state().good(), wished, 1, Duration.ZERO, excused)));
      case ConfigEvent.IsSame(var wished) when isAwaited(now, wished.version()) ->
          Step.to(now.with(same(now.state(), wished)));
      case ConfigEvent.DoesNotFit(var verdict) when isAwaited(now, verdict.version()) -> {
        Now refused = now.with(new Refused(now.state().good(), verdict));
        yield now.state() instanceof Trying ? Step.restart(refused) : Step.to(refused);
      }
      case ConfigEvent.Fits _, ConfigEvent.IsSame _, ConfigEvent.DoesNotFit _ -> Step.to(now);
      case ConfigEvent.NotStarted(var cause) ->
          now.state() instanceof Trying trying
              ? Step.restart(new Now(returned(trying, cause), now.examined()))
              : Step.to(now);
      case ConfigEvent.Passed(var time, var facts) ->
          now.state() instanceof Trying trying
              ? tried(now, trying.after(time), facts)
              : Step.to(now);
    };
  }

  private static Step tryAgain(Now now, ConfigEvent.WishTold told) {
    boolean isOver = now.state() instanceof Refused || now.state() instanceof Returned;
    return isOver && now.examined() == null && told.wish().version() == now.newest()
        ? new Step(new Now(now.state(), told), told, false)
        : Step.to(now);
  }

  private static boolean isAwaited(Now now, long version) {
    return now.examined() != null && now.examined().wish().version() == version;
  }

  /** What runs is what is wanted: on trial still, if it is. */
  private static ConfigState same(ConfigState state, Wished wished) {
    return state instanceof Trying trying
        ? new Trying(trying.good(), wished, trying.starts(), trying.elapsed(), trying.excused())
        : new Running(wished);
  }

  private static Step tried(Now now, Trying trying, Facts facts) {
    if (facts.isWell(trying.excused())) {
      return Step.to(new Now(new Running(trying.candidate()), now.examined()));
    }
    if (trying.isOver()) {
      return Step.restart(new Now(returned(trying, facts.missing(trying)), now.examined()));
    }
    return Step.to(new Now(trying, now.examined()));
  }

  private static Returned returned(Trying trying, Unfit cause) {
    return new Returned(trying.good(), Verdict.of(trying.candidate().version(), cause));
  }
}
