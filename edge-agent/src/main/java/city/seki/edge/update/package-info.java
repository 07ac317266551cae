/**
 * How another version of the agent gets onto the unit, and how the unit comes back by itself if
 * that version is no good. Two slots beside the package's own version; what is decided is pure
 * ({@link city.seki.edge.update.UpdateRules}), what is on the disk says how far it came ({@link
 * city.seki.edge.update.Slots}). {@code seki-edge-start} counts the starts before Java begins.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.update;
