/**
 * The unit's wires on a Linux kernel that has them: emulated I2C, simulated pins, Pi4J's native
 * libraries. Not run by Maven: {@code edge-agent/src/test/arm64/run} runs {@link
 * city.seki.edge.linux.WiresProof} and {@link city.seki.edge.linux.AgentProof} in an arm64 machine,
 * {@code hub/src/test/debian/run} {@link city.seki.edge.linux.NativesProof} in an emulated program.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.linux;
