/**
 * From what the sensors of one room or seat say to one belief: vacant, occupied or unknown.
 *
 * <p>{@link city.seki.edge.presence.fusion.PlaceState} is the filter, and tells its method; {@link
 * city.seki.edge.presence.fusion.SensorKind} is the table of all its figures, with their sources.
 * All is pure and immutable: time is an argument, in milliseconds of the unit's monotonic clock.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.presence.fusion;
