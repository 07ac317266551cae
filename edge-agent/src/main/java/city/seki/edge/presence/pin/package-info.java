/** What is wired to one input pin: a passive infrared sensor, a contact at a door, a pad. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.presence.pin;
