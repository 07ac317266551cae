package city.seki.hub.link;

import city.seki.config.rules.Directory;
import city.seki.config.rules.Seating;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.PeopleMessage;
import city.seki.config.wire.SignedDocument;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.hub.fleet.Fleet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The people of the city as units need them: one document, signed once, sent to those units whose
 * health names another one. 20,000 people are 1.5 MB, so that it is not retained for each unit, and
 * a budget of bytes a second keeps it from the way of taps. Confined to one thread.
 */
final class PeopleForUnits {
  /** Bytes in one look: 2.5 MB a second at ten looks. */
  private static final int BUDGET = 256 * 1024;

  /** How long a unit has to say that it got them before they are sent again. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** So many newly linked cards may go with every snapshot before the people are told anew. */
  private static final int MOST_LINKED = 256;

  private record Sent(String people, String boot, long nanos) {}

  private final Fleet fleet;
  private final LongSupplier nanos;
  private final HubSigner signer;
  private final Snapshots.Wire wire;
  private final Map<String, Sent> sent = new HashMap<>();
  private @Nullable Directory of;
  private Directory directory = Directory.EMPTY;
  private byte[] signed = new byte[0];
  private String id = "";
  private long budget;

  PeopleForUnits(Fleet fleet, LongSupplier nanos, HubSigner signer, Snapshots.Wire wire) {
    this.fleet = fleet;
    this.nanos = nanos;
    this.signer = signer;
    this.wire = wire;
  }

  /** Makes the document anew if the people changed. */
  @SuppressWarnings("ReferenceEquality") // another directory is another object
  void follow(Seating now) {
    if (now.directory() == of && linkedSince(now) <= MOST_LINKED) {
      return;
    }
    Map<String, String> cards = new HashMap<>(now.directory().cards());
    cards.putAll(now.cards().linked());
    PeopleMessage message = new PeopleMessage(new Directory(cards, now.directory().persons()));
    byte[] json = message.toJson();
    of = now.directory();
    directory = message.directory();
    id = PeopleMessage.id(json);
    signed = SignedDocument.sign(json, signer);
  }

  private long linkedSince(Seating now) {
    return now.cards().linked().size() <= MOST_LINKED
        ? 0
        : now.cards().linked().entrySet().stream()
            .filter(card -> !card.getValue().equals(directory.cards().get(card.getKey())))
            .count();
  }

  String id() {
    return id;
  }

  /** Those that the document tells. */
  Directory directory() {
    return directory;
  }

  /** Sends the document to those units that have not got it, as far as the budget goes. */
  void send(Set<String> units) {
    sent.keySet().retainAll(units);
    budget = Math.min(BUDGET, budget + BUDGET);
    for (String unit : units) {
      if (budget <= 0) {
        return;
      }
      Fleet.Heard heard = fleet.of(unit);
      HealthMessage health = heard == null ? null : heard.health();
      if (health != null && fleet.isThere(unit) && needs(unit, health)) {
        if (!wire.send(Topics.unit(unit, Channel.SNAPSHOT_PEOPLE), signed)) {
          return;
        }
        budget -= signed.length;
        sent.put(unit, new Sent(id, health.boot(), nanos.getAsLong()));
      }
    }
  }

  private boolean needs(String unit, HealthMessage health) {
    if (id.equals(health.snapshotPeople())) {
      return false;
    }
    Sent last = sent.get(unit);
    if (last == null || !last.people().equals(id) || !last.boot().equals(health.boot())) {
      return true;
    }
    // A unit that never names people may be one that does not know of them.
    return (health.snapshotVersion() != null || health.snapshotPeople() != null)
        && nanos.getAsLong() - last.nanos() > PATIENCE.toNanos();
  }
}
