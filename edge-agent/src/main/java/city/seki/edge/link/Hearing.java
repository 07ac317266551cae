package city.seki.edge.link;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.CommandMessage;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.LightCommand;
import city.seki.config.wire.PongMessage;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.config.wire.Topics.UnitTopic;
import city.seki.config.wire.UnitCommand;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.snapshot.Document;
import city.seki.edge.snapshot.DocumentCheck;
import city.seki.edge.snapshot.OfficeSnapshot;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** Understands what the hub says; what it does not understand is told and left. Immutable. */
public final class Hearing {
  private final String unit;
  private final DocumentCheck documents;

  /**
   * @param documents knows what to believe of the hub's documents
   */
  public Hearing(String unit, DocumentCheck documents) {
    this.unit = unit;
    this.documents = documents;
  }

  /** What that message means to the agent, null if nothing. */
  public @Nullable AgentEvent understand(
      String topic, byte[] payload, byte @Nullable [] correlation) {
    UnitTopic place = Topics.parse(topic);
    if (place == null || !place.unit().equals(unit)) {
      return null;
    }
    try {
      return understand(place.channel(), payload, correlation);
    } catch (BadMessage e) {
      Logger.warn("{}: not understood on {}: {}", unit, topic, e.getMessage());
      return null;
    }
  }

  private @Nullable AgentEvent understand(
      Channel channel, byte[] payload, byte @Nullable [] correlation) throws BadMessage {
    return switch (channel) {
      case DECISION -> decision(DecisionMessage.parse(payload), correlation);
      case COMMAND -> command(UnitCommand.parse(payload));
      case PONG -> pong(payload);
      case SNAPSHOT -> snapshot(documents.snapshotOfAny(payload));
      case SNAPSHOT_PEOPLE ->
          new AgentEvent.PeopleTold(
              documents.people(payload), new Document(Document.Kind.PEOPLE, payload));
      case STATUS,
          TAP,
          PRESENCE,
          DEVICE,
          HEALTH,
          CONFIG_DESIRED,
          CONFIG_REPORTED,
          COMMAND_RESULT,
          PIECE_WANT,
          PIECE ->
          null;
    };
  }

  private static AgentEvent command(UnitCommand command) {
    return switch (command) {
      case LightCommand light -> new AgentEvent.LightTold(light);
      case CommandMessage order -> new AgentEvent.Ordered(order);
    };
  }

  private AgentEvent snapshot(OfficeSnapshot snapshot) {
    if (documents.isOurs(snapshot)) {
      return new AgentEvent.SnapshotTold(snapshot);
    }
    Logger.warn(
        "{}: the hub tells of office {}, and not of the one that the unit's configuration names",
        unit,
        snapshot.office());
    return new AgentEvent.OfficeElsewhere(snapshot.office());
  }

  /** An echo proves that the way is open, whatever is in it. */
  private static AgentEvent pong(byte[] payload) {
    try {
      return new AgentEvent.Pong(PongMessage.parse(payload).now());
    } catch (BadMessage e) {
      return new AgentEvent.Pong();
    }
  }

  /** A hub that could not read the tap knows its name from the correlation data alone. */
  private static AgentEvent decision(DecisionMessage decision, byte @Nullable [] correlation)
      throws BadMessage {
    TapName name = TapName.of(correlation);
    // Without a name in the correlation data nobody can tell: then it counts for what is owed now.
    boolean toTold = name == null || name.amended();
    if (decision.boot() != null && decision.seq() != null) {
      return new AgentEvent.Decided(decision.boot(), decision.seq(), decision, toTold);
    }
    if (name == null) {
      throw new BadMessage("$.seq", "neither it nor the correlation data names a tap");
    }
    return new AgentEvent.Decided(name.boot(), name.seq(), decision, toTold);
  }
}
