/**
 * The unit's wires without hardware: providers of Pi4J and a serial cable behind which emulated
 * devices answer, so that a demo and a test run the production path on any machine.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.bus.emulated;
