/** The hub's truth: the append-only ledger of events, in SQLite. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.ledger;
