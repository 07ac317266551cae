/** What the hub orders a unit to do: judged, carried out once, answered. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.order;
