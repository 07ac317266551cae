package city.seki.hub.broker;

import java.util.Locale;

/** What a client did that it may not, and for which the embedded broker turned it away. */
public enum Abuse {
  /** It published on a topic that is not its own to speak on. */
  FOREIGN_TOPIC,
  /** It began to send a packet larger than a unit ever needs. */
  TOO_LARGE,
  /** It sent what is no MQTT. */
  MALFORMED,
  /** It sent more, for longer, than any unit has to say. */
  FLOOD,
  /** It connects again and again. */
  TOO_MANY_CONNECTS,
  /** It subscribed more often than any unit needs. */
  TOO_MANY_SUBSCRIPTIONS,
  /** It asks and asks, and never acknowledges an answer. */
  NEVER_ACKNOWLEDGES,
  /** It published with QoS 2, which it was told that is not served. */
  QOS_2,
  /** It has a certificate, and called itself by another name than the one that stands there. */
  FOREIGN_NAME,
  /** It showed no certificate of a unit that holds now and is not revoked. */
  NO_IDENTITY,
  /** Too many connections came from its address that had not said who they are. */
  TOO_MANY_CALLERS;

  /** As it stands in metrics and alerts. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the one who did it was proved before, so that an alert may name a unit. */
  public boolean isOfUnit() {
    return switch (this) {
      case NO_IDENTITY, TOO_MANY_CALLERS -> false;
      case FOREIGN_TOPIC,
          TOO_LARGE,
          MALFORMED,
          FLOOD,
          TOO_MANY_CONNECTS,
          TOO_MANY_SUBSCRIPTIONS,
          NEVER_ACKNOWLEDGES,
          QOS_2,
          FOREIGN_NAME ->
          true;
    };
  }
}
