/** What calendar programs read (RFC 5545). */
@org.jspecify.annotations.NullMarked
package city.seki.hub.ical;
