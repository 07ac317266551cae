package city.seki.hub.alert;

import city.seki.config.wire.JsonText;
import city.seki.hub.live.EventStream;

/**
 * Tells the event stream that alerts changed: how many last and how many of these nobody has taken
 * care of, not what they are. Who may know asks for the list. However many begin at once, each look
 * is one event. Confined to one thread.
 */
public final class LiveAlerts {
  /** The event's name; {@code hub.http} tells it to those only who may see alerts. */
  public static final String EVENT = "alert";

  private final Alerts alerts;
  private final EventStream stream;
  private long told;

  public LiveAlerts(Alerts alerts, EventStream stream) {
    this.alerts = alerts;
    this.stream = stream;
  }

  /** Tells if anything changed since the last look. */
  public void look() {
    Alerts.Count now = alerts.count();
    if (now.changes() != told) {
      told = now.changes();
      stream.publish(
          EVENT,
          JsonText.object(
              o -> o.put("lasting", now.lasting()).put("unacknowledged", now.unacknowledged())));
    }
  }
}
