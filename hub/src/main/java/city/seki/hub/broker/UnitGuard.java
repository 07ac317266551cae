package city.seki.hub.broker;

import city.seki.config.model.Names;
import city.seki.config.wire.Topics;
import org.jspecify.annotations.Nullable;

/**
 * The guard of units that prove who they are by a certificate: each says only what it says to the
 * hub, on its own topics, and hears only what the hub says to it, and what is public (contract.md,
 * MQTT).
 *
 * <p>Filters of its own topics are exact: a unit knows what it wants to hear, and what is exact
 * cannot reach beyond it. Of what is public a filter names one office, or the daily figures, so
 * that no single subscription is answered with the whole city.
 */
public final class UnitGuard implements TopicGuard {
  private static final String OFFICE = "seki/1/office/";
  private static final String FIGURES = "seki/1/stats/daily/";

  @Override
  public boolean admitsAnonymous() {
    return false;
  }

  /** Nobody by a name that they chose: units are known by what they proved. */
  @Override
  public boolean admits(String clientId, String user, byte @Nullable [] password) {
    return false;
  }

  @Override
  public boolean mayWrite(Speaker speaker, String topic) {
    Topics.UnitTopic own = own(speaker, topic);
    return own != null && !own.channel().isFromHub();
  }

  @Override
  public boolean mayRead(Speaker speaker, String filter) {
    if (speaker.unit() == null) {
      return false;
    }
    Topics.UnitTopic own = own(speaker, filter);
    return own == null ? isPublic(filter) : own.channel().isFromHub();
  }

  /** A wildcard is no name, so that only exact topics are anybody's own. */
  private static Topics.@Nullable UnitTopic own(Speaker speaker, String topic) {
    Topics.UnitTopic parsed = Topics.parse(topic);
    return parsed != null && parsed.unit().equals(speaker.unit()) ? parsed : null;
  }

  private static boolean isPublic(String filter) {
    if (filter.startsWith(FIGURES)) {
      return true;
    }
    if (!filter.startsWith(OFFICE)) {
      return false;
    }
    int slash = filter.indexOf('/', OFFICE.length());
    return slash > 0 && Names.isName(filter.substring(OFFICE.length(), slash));
  }
}
