/**
 * EST over CoAPs (RFC 9148): where units ask for certificates, and for what they start from. It
 * translates, guards and counts; who gets what is decided in {@code hub.enrol}.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.est;
