/** The floor over CoAP (RFC 7252), for e-ink labels at seats and signs at doors. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.coap;
