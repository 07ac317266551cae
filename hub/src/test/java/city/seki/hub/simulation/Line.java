package city.seki.hub.simulation;

import city.seki.hub.simulation.Weather.Way;

/**
 * One TCP connection between a client and the broker: each way in order, held back by a partition,
 * never with a hole. Each end learns by itself that it is gone, or not at all.
 */
final class Line {
  private final Timeline time;
  private final Weather weather;
  private final String client;
  private final String broker;
  private final Runnable clientLearns;
  private Runnable brokerLearns = () -> {};
  private boolean openAtClient = true;
  private boolean openAtBroker = true;
  private long lastUp;
  private long lastDown;

  /**
   * @param client name of the machine of the client
   * @param broker name of that of the broker
   * @param clientLearns told when the client's end is closed from afar
   */
  Line(Timeline time, Weather weather, String client, String broker, Runnable clientLearns) {
    this.time = time;
    this.weather = weather;
    this.client = client;
    this.broker = broker;
    this.clientLearns = clientLearns;
  }

  void whenLostAtBroker(Runnable learns) {
    brokerLearns = learns;
  }

  /** Sends a packet to the broker. */
  void up(Runnable arrival) {
    lastUp = Math.max(lastUp, weather.arrival(client, broker, Way.UP));
    time.after(
        lastUp - time.ms(),
        () -> {
          if (openAtBroker) {
            arrival.run();
          } else {
            closeAtClient();
          }
        });
  }

  /** Sends a packet to the client. */
  void down(Runnable arrival) {
    lastDown = Math.max(lastDown, weather.arrival(client, broker, Way.DOWN));
    time.after(
        lastDown - time.ms(),
        () -> {
          if (openAtClient) {
            arrival.run();
          } else {
            closeAtBroker();
          }
        });
  }

  boolean isOpenAtClient() {
    return openAtClient;
  }

  boolean isOpenAtBroker() {
    return openAtBroker;
  }

  /** The client hangs up, or dies: without power its end says nothing any more. */
  void leave(boolean silently) {
    openAtClient = false;
    if (!silently) {
      up(() -> closeAtBroker());
    }
  }

  /** The broker hangs up, or dies. */
  void expel(boolean silently) {
    openAtBroker = false;
    if (!silently) {
      down(() -> closeAtClient());
    }
  }

  private void closeAtClient() {
    if (openAtClient) {
      openAtClient = false;
      clientLearns.run();
    }
  }

  private void closeAtBroker() {
    if (openAtBroker) {
      openAtBroker = false;
      brokerLearns.run();
    }
  }
}
