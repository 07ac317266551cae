package city.seki.hub.server;

import city.seki.hub.broker.TopicGuard;
import org.jspecify.annotations.Nullable;

/** Lets nobody into a broker but the hub's own clients, which are never asked about. */
final class HubAlone implements TopicGuard {
  @Override
  public boolean admitsAnonymous() {
    return false;
  }

  @Override
  public boolean admits(String clientId, String user, byte @Nullable [] password) {
    return false;
  }

  @Override
  public boolean mayWrite(Speaker speaker, String topic) {
    return false;
  }

  @Override
  public boolean mayRead(Speaker speaker, String filter) {
    return false;
  }
}
