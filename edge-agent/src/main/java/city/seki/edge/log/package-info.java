/** The newest lines of the agent's own log, for whoever looks after the unit from afar. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.log;
