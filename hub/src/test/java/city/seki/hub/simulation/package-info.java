/**
 * The whole city in one thread, under virtual time, by one seed: hub, broker, units, people, disks
 * and network, with everything that can fail. {@code Scenario} says what happens, {@code CityRun}
 * lets it happen, {@code CityPromises} looks at what must always hold, {@code Hindsight} at the end
 * at what the day comes to.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.simulation;
