/**
 * Wires of the unit: small ports for bytes on a serial line, on I2C, on SPI and for pins, and the
 * adapters that reach the real ones. Nothing above this package knows jSerialComm or Pi4J.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.bus;
