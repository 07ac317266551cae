/**
 * Tells members of staff who want it what became of their reservations, by mail or by an incoming
 * webhook of their chat.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.notice;
