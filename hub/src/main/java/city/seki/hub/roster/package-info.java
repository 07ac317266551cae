/** Who works for the city: the only place that knows names. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.roster;
