package city.seki.hub.broker;

/** The embedded broker did not start; the message names the reason and the remedy. */
public final class BrokerRefused extends Exception {
  private static final long serialVersionUID = 1L;

  BrokerRefused(String message) {
    super(message);
  }

  BrokerRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
