/**
 * The unit's wires on a Linux kernel that has them: emulated I2C, simulated pins, Pi4J's native
 * libraries. Not run by Maven: {@code edge-agent/src/test/arm64/run} runs {@link
 * city.seki.edge.linux.WiresProof} in an arm64 machine.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.linux;
