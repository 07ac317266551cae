package city.seki.hub.enrol;

/**
 * All that a wire needs to let units in.
 *
 * @param desk who asks for certificates asks here
 * @param claims what operators make
 * @param start what a unit gets when it has its certificate
 * @param codes how often codes may be wrong
 */
public record Enrolment(EnrolDesk desk, Claims claims, StartDocuments start, CodeLimit codes) {}
