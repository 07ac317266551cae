/**
 * Devices that answer SNMP, version 2c or 3: whether they are there, since when, and what their
 * host resources say. Nothing is ever set.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.av.snmp;
