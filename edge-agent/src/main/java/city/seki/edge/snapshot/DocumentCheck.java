package city.seki.edge.snapshot;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.PeopleMessage;
import city.seki.config.wire.SignedDocument;
import city.seki.config.wire.SnapshotMessage;
import org.jspecify.annotations.Nullable;

/**
 * Believes a document, or says why not: it is signed by the hub that the unit knows, and it is of
 * the office in which the unit stands. All units of an office get the same. Immutable.
 */
public final class DocumentCheck {
  private final String office;
  private final @Nullable HubKey key;

  /**
   * @param key of the hub; null takes what the broker lets through, for a unit that was provisioned
   *     before hubs had keys
   */
  public DocumentCheck(String office, @Nullable HubKey key) {
    this.office = office;
    this.key = key;
  }

  /**
   * @throws BadMessage if it is no snapshot of this office by this hub
   */
  public OfficeSnapshot snapshot(byte[] signed) throws BadMessage {
    OfficeSnapshot snapshot = snapshotOfAny(signed);
    if (!isOurs(snapshot)) {
      throw new BadMessage(
          "$.office", "of " + snapshot.office() + ", this unit stands in " + office);
    }
    return snapshot;
  }

  /**
   * The same of any office.
   *
   * @throws BadMessage if it is no snapshot by this hub
   */
  public OfficeSnapshot snapshotOfAny(byte[] signed) throws BadMessage {
    SnapshotMessage message = SnapshotMessage.parse(SignedDocument.open(signed, key));
    return new OfficeSnapshot(message, new Document(Document.Kind.SNAPSHOT, signed));
  }

  /** Whether that is the office in which the unit stands. */
  public boolean isOurs(OfficeSnapshot snapshot) {
    return snapshot.office().equals(office);
  }

  /**
   * @throws BadMessage if it is no list of people by this hub
   */
  public People people(byte[] signed) throws BadMessage {
    byte[] json = SignedDocument.open(signed, key);
    return new People(PeopleMessage.id(json), PeopleMessage.parse(json).directory());
  }
}
