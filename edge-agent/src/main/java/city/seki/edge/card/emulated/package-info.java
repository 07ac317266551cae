/** A PN532 and cards that exist in memory only, for the demo and for tests. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.card.emulated;
