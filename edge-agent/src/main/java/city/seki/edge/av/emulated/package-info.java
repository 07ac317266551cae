/**
 * Audio-visual devices in memory, on a loopback port: they speak the protocols of the real ones, so
 * that the demo and the tests run the drivers as they are.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.av.emulated;
