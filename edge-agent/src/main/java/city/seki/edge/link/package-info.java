/**
 * The unit's side of the MQTT topics: what it says, what it hears, and nothing about what it means.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.link;
