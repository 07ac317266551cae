package city.seki.edge.config;

import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of a running unit since it started with its configuration.
 *
 * @param hubAnswers the link is up, and the hub has echoed over it: the way is open in both
 *     directions
 * @param officeTold the hub has told how the office is in which the configuration puts the unit
 * @param silent what is wired to the unit and does not answer, in words
 */
public record Facts(boolean hubAnswers, boolean officeTold, Set<String> silent) {
  public Facts {
    silent = Set.copyOf(silent);
  }

  /** Nothing yet. */
  static final Facts NONE = new Facts(false, false, Set.of());

  boolean isWell(Set<String> excused) {
    return hubAnswers && officeTold && excused.containsAll(silent);
  }

  /** What is missing, of a unit that is not well. */
  Unfit missing(ConfigState.Trying trying) {
    String within = " within " + trying.candidate().wish().confirmS() + " s";
    if (!hubAnswers) {
      return new Unfit(
          Reason.HUB_UNREACHED,
          "the hub at " + trying.candidate().settings().hub() + " did not answer" + within);
    }
    if (!officeTold) {
      return new Unfit(
          Reason.OFFICE_UNKNOWN,
          "the hub told nothing of office "
              + trying.candidate().settings().unit().office()
              + within);
    }
    Set<String> missing = new TreeSet<>(silent);
    missing.removeAll(trying.excused());
    return new Unfit(Reason.SELF_TEST, String.join(", ", missing) + ": no answer" + within);
  }
}
