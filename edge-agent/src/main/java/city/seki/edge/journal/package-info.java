/** What the unit owes the hub: taps on disk before their light, until the hub has answered. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.journal;
