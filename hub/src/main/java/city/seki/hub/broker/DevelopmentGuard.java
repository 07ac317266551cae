package city.seki.hub.broker;

import city.seki.config.wire.Topics;
import org.jspecify.annotations.Nullable;

/**
 * The guard of {@code --dev}, for loopback only: any client may hear everything and speak as any
 * unit, but not say what only the hub says (contract.md, MQTT).
 */
public final class DevelopmentGuard implements TopicGuard {
  @Override
  public boolean admitsAnonymous() {
    return true;
  }

  /** Any name and password will do; that of the hub is looked at before this is asked. */
  @Override
  public boolean admits(String clientId, String user, byte @Nullable [] password) {
    return true;
  }

  @Override
  public boolean mayWrite(Speaker speaker, String topic) {
    Topics.UnitTopic unit = Topics.parse(topic);
    return unit != null && !unit.channel().isFromHub();
  }

  @Override
  public boolean mayRead(Speaker speaker, String filter) {
    return true;
  }
}
