/**
 * CoAP (RFC 7252) at the unit: sensors of the network post what they sense, labels read what seats
 * and rooms are. Every peer has an identity and a key of its own (DTLS 1.2, PSK).
 *
 * <p>Nothing of this is loaded unless a unit has such sensors or labels.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.coap;
