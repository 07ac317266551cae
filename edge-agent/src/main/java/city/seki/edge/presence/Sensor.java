package city.seki.edge.presence;

import java.util.List;

/**
 * A sensor on some wire. Confined to the one thread that watches it; every call ends within a
 * bounded time.
 */
public interface Sensor extends AutoCloseable {
  /** How the installer names it, for instance {@code ld2410:/dev/ttyS1@256000}. */
  String name();

  /**
   * Opens the wire and brings the sensor into a known state. May be called again after {@link
   * #close}, and also without: a wire that is open then stays so, and the sensor is set up anew.
   *
   * @throws SensorFault if no working sensor answers
   */
  void open() throws SensorFault;

  /**
   * What it says next. It waits for that, but for a second at most.
   *
   * @return in the order of time; empty where the sensor is well and has nothing new to say
   * @throws SensorFault if it does not say what it should: what it sensed before is not known to
   *     hold any more
   * @throws InterruptedException if the thread was asked to end
   */
  List<Sensed> next() throws SensorFault, InterruptedException;

  /** Lets go of the wire; never throws, may be called at any time and more than once. */
  @Override
  void close();
}
