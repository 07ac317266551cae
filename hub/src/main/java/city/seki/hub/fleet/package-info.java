/** Which units are there: when each was last heard, and what it said of itself. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.fleet;
