/** What the floor looked like at a moment that is over: the ledger folded up to there. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.replay;
