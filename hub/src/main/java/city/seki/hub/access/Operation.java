package city.seki.hub.access;

import static city.seki.hub.access.Role.ADMIN;
import static city.seki.hub.access.Role.AUDITOR;
import static city.seki.hub.access.Role.FACILITIES;
import static city.seki.hub.access.Role.HR;
import static city.seki.hub.access.Role.OPERATOR;
import static city.seki.hub.access.Role.STAFF;
import static city.seki.hub.access.Role.SUPERVISOR;

import java.util.EnumSet;
import java.util.Set;

/** What can be done at the hub, and by which roles: the one table of permissions. */
public enum Operation {
  /** As whom one is signed in. */
  SEE_SELF(STAFF, FACILITIES, HR, SUPERVISOR, OPERATOR, AUDITOR),
  /** One's own, in the account by which one is signed in. */
  CHANGE_PASSWORD(STAFF, FACILITIES, HR, SUPERVISOR, OPERATOR, AUDITOR),
  /** Offices, seats, rooms and the stream of changes; no persons. */
  SEE_FLOOR(STAFF, FACILITIES, HR, SUPERVISOR, OPERATOR, AUDITOR),
  SEE_UNITS(FACILITIES, OPERATOR),
  /** Let a unit speak again that was held back. */
  RELEASE_UNIT(OPERATOR),
  /** Let all lights of a unit blink, and see what became of orders. */
  IDENTIFY_UNIT(FACILITIES, OPERATOR),
  /** Restart a unit, read its log, let it test itself or try again what it was told to be. */
  ORDER_UNIT(OPERATOR),
  SEE_ALERTS(FACILITIES, OPERATOR),
  /** Say that one takes care of it. */
  ACKNOWLEDGE_ALERT(FACILITIES, OPERATOR),
  SEE_QUARANTINE(OPERATOR),
  SEE_METRICS(OPERATOR),
  SEE_AUDIT(AUDITOR),
  /** Only for a token that belongs to a person. */
  TAP(STAFF, FACILITIES, HR, SUPERVISOR, OPERATOR, AUDITOR),
  /** For oneself, and to see and cancel one's own. */
  RESERVE(STAFF, FACILITIES, HR, SUPERVISOR, OPERATOR, AUDITOR),
  /** For everybody, and to see and cancel all. */
  RESERVE_FOR_OTHERS(FACILITIES),
  /** Of one's own department only, for a supervisor. */
  END_CLAIM(FACILITIES, SUPERVISOR),
  END_ANY_CLAIM(FACILITIES),
  TAKE_OUT_OF_SERVICE(FACILITIES),
  /** Close an office for some days, or let it take fewer people. */
  CLOSE_AND_CAP(FACILITIES),
  BLOCK_CARD(FACILITIES),
  LINK_CARD(FACILITIES),
  /** See who has a kit, take it back by hand, say which tag it bears. */
  KEEP_KITS(FACILITIES),
  /**
   * Who is in which building now, by name. Facilities run the buildings and lead people out of
   * them; a supervisor answers for the own department only, and HR counts days that are over.
   */
  SEE_MUSTER(FACILITIES),
  /** Claims, requests that wait and certificates of units. */
  SEE_ENROLMENT(OPERATOR, AUDITOR),
  /** Make claims, let units in by their words, shut them out. */
  ENROL_UNITS(OPERATOR),
  /** Configurations, and how they and software come to units. */
  SEE_ROLLOUTS(FACILITIES, OPERATOR, AUDITOR),
  /** Bring a configuration, let units have it or other software, stop that. */
  ROLL_OUT(OPERATOR),
  /** Telework and utilisation for any time, by department and office; no persons. */
  SEE_FIGURES(FACILITIES, HR, SUPERVISOR),
  /** Every row that a figure counts; without persons, if nothing else is allowed. */
  SEE_ROWS(FACILITIES, HR),
  /** Who came when, of one's own department only. */
  SEE_OWN_ATTENDANCE(HR, SUPERVISOR),
  /** Say that a day of somebody of the own department was so. */
  CONFIRM_ATTENDANCE(SUPERVISOR),
  /** Who came when. */
  SEE_ATTENDANCE(HR),
  /** Whatever a demonstration adds. */
  USE_DEMO();

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it after construction
  private final Set<Role> roles;

  Operation(Role... allowed) {
    roles = EnumSet.of(ADMIN, allowed);
  }

  /** Whether one of those roles is enough. */
  public boolean isAllowedTo(Set<Role> held) {
    return held.stream().anyMatch(roles::contains);
  }
}
