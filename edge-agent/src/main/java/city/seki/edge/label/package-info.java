/**
 * What the e-ink labels of seats and the signs at doors show at this unit: taken from the agent's
 * floor and the survey, so that it goes on while the hub is away.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.label;
