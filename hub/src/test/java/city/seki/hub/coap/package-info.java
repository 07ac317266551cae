/** Tests of the floor over CoAP. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.coap;
