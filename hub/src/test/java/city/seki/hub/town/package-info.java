/** A small town for tests. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.town;
