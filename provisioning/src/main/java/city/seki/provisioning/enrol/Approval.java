package city.seki.provisioning.enrol;

/** How a claim is approved. */
public enum Approval {
  /** By whoever made the batch: a unit that holds the claim is let in. */
  BY_BATCH,
  /** By an operator who compares the words that the unit shows with those on the page. */
  BY_OPERATOR
}
