package city.seki.hub.link;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The guard of {@code --dev}, for loopback only: any client may hear everything and speak as any
 * unit, but not say what only the hub says (contract.md, MQTT).
 */
public final class DevelopmentGuard implements TopicGuard {
  private static final Pattern OF_A_UNIT = Pattern.compile("seki/1/unit/[^/]+/(.+)");
  private static final Set<String> FROM_THE_HUB =
      Set.of("decision", "snapshot", "config/desired", "command");

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
    Matcher unit = OF_A_UNIT.matcher(topic);
    return unit.matches() && !FROM_THE_HUB.contains(unit.group(1));
  }

  @Override
  public boolean mayRead(Speaker speaker, String filter) {
    return true;
  }
}
