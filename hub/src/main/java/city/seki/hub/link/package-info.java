/** The hub's side of the wire: the way from a message to a command and back. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.link;
