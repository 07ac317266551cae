package city.seki.hub.simulation;

/**
 * Bugs that are planted on purpose, one at a time, to see that they are found. Each sits in the
 * simulation's own disks and wires around the production code, never in that code.
 */
enum Planted {
  /** As it is. */
  NOTHING,
  /** Durability: the ledger's last commit is not on its disk when its machine loses power. */
  LEDGER_FORGETS_ITS_LAST_COMMIT,
  /** Durability: the journal tells that a tap is noted before it is. */
  JOURNAL_NOTES_WITHOUT_SYNC,
  /** Durability: a tap leaves the journal when the broker has it, before the hub has. */
  JOURNAL_TRUSTS_THE_BROKER,
  /** Deduplication: a hub that started again does not know what it answered before. */
  HUB_FORGETS_ANSWERS,
  /** Ordering: a tap overtakes the one before it on its way to the hub. */
  LINK_OVERTAKES,
  /** Liveness: what the broker kept of a unit counts as its word of now. */
  RETAINED_STATUS_IS_BELIEVED,
  /** Reconciliation: of two who were told one seat the one whose tap came first keeps it. */
  CONFLICT_BY_ARRIVAL,
  /** Reconciliation: a late tap is written down, but what followed it is not run again. */
  LATE_TAP_IS_NOT_REPLAYED,
  /** Reconciliation: what a unit told alone does not reach the hub. */
  TOLD_IS_NOT_DELIVERED
}
