package city.seki.edge.config;

import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.ReportedMessage;

/**
 * The other half of a wish: the software. A configuration waits until the software of its wish is
 * settled, for it may need it. Called on one thread.
 */
public interface SoftwareDesk {
  /** A newer wish than before was told and is believed. */
  void wished(DesiredMessage wish);

  /** What came back or was refused is tried again. */
  void tryAgain();

  /** Whether there is nothing left to do about the software of the newest wish. */
  boolean isSettled();

  /** How far it is. */
  ReportedMessage.Software report();
}
