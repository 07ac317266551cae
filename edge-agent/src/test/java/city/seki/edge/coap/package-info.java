/** Tests of the unit's CoAP server. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.coap;
