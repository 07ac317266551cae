package city.seki.provisioning.enrol;

import java.util.Locale;

/** Why somebody gets no certificate, or an operator's command does nothing. */
public enum EnrolRefusal {
  UNKNOWN_CLAIM,
  /** There is a claim of that name already; a name is never used again. */
  CLAIM_EXISTS,
  /** Another key came first: either one unit asks twice with two keys, or the claim was copied. */
  CLAIM_USED,
  CLAIM_EXPIRED,
  CLAIM_WITHDRAWN,
  /** The request names another unit than claim or certificate do. */
  OTHER_UNIT,
  /** The key belongs to another unit, or was asked for in another one's name. */
  KEY_OF_ANOTHER,
  /** The key of the claim is asked for: it lay on a card that went through other hands. */
  KEY_OF_CLAIM,
  /** The certificate with which somebody asks was never issued here, or to another unit. */
  UNKNOWN_CERTIFICATE,
  /** The certificate has ended, and the key is not one that the unit had. */
  EXPIRED,
  /** Unit or key were shut out. */
  REVOKED,
  /** An operator said no to this key. */
  REJECTED,
  /** More requests wait for an operator than are kept. */
  TOO_MANY,
  /** The serial number was issued before: draw another. */
  SERIAL_TAKEN,
  /** No such request waits. */
  NOT_ASKED,
  UNKNOWN_UNIT,
  NOTHING_TO_DO;

  /** As it stands in answers and records. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
