/**
 * What the hub lets the unit know so that it can decide alone: believed by the hub's signature, and
 * on disk for a start without a hub.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.snapshot;
