package city.seki.hub.http;

import city.seki.config.rules.Refusal;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.roster.RosterStore;
import org.jspecify.annotations.Nullable;

/** For whom somebody reserves: for oneself, and for others where the roles allow it. */
final class ForWhom {
  private ForWhom() {}

  /**
   * The person of that staff number, or the one who asks.
   *
   * @throws Problem 403 if the one who asks may not, 409 if there is no such person
   */
  static String of(RosterStore roster, Principal principal, @Nullable String staffId) {
    if (staffId == null) {
      return oneself(principal);
    }
    String person = roster.personOf(staffId);
    if (person != null && person.equals(principal.person())) {
      return person;
    }
    if (!principal.may(Operation.RESERVE_FOR_OTHERS)) {
      throw Problem.forbidden("you may reserve for yourself only");
    }
    if (person == null) {
      throw Problem.refused(Refusal.UNKNOWN_PERSON.word());
    }
    return person;
  }

  /** The one who asks. */
  static String oneself(Principal principal) {
    String person = principal.person();
    if (person == null) {
      throw Problem.forbidden("this token belongs to nobody in the roster");
    }
    return person;
  }

  /** Whether what is promised to that person is for the one who asks to see and to cancel. */
  static boolean isFor(Principal principal, String person) {
    return person.equals(principal.person()) || principal.may(Operation.RESERVE_FOR_OTHERS);
  }
}
