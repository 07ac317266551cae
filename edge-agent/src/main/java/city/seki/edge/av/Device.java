package city.seki.edge.av;

import java.time.Duration;
import java.util.Set;

/**
 * A device on the network that can be asked how it is. Confined to the one thread that watches it;
 * it is asked only for what it is, never told to do something.
 */
public interface Device extends AutoCloseable {
  /** How the installer names it, for instance {@code pjlink://10.1.2.3:4352}. */
  String name();

  /**
   * Looks once, within ten seconds. That a device cannot be reached, refuses the password or talks
   * nonsense is a report, too.
   *
   * @throws InterruptedException if the thread was asked to end
   */
  DeviceReport look() throws InterruptedException;

  /**
   * Waits until the device says by itself that something changed, or until that time has passed.
   *
   * @throws InterruptedException if the thread was asked to end
   */
  void awaitChange(Duration most) throws InterruptedException;

  /**
   * The keys of those details that change by themselves, as an uptime: a report that differs in
   * nothing else, and in its {@link DeviceReport#HINT}, is no news.
   */
  default Set<String> volatileDetails() {
    return Set.of();
  }

  /** Ends every session on the device; never throws, may be called at any time and twice. */
  @Override
  void close();
}
