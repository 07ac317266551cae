package city.seki.hub.server;

import city.seki.config.rules.Seating;
import city.seki.hub.notice.NoticeSettings;
import city.seki.hub.notice.Notices;
import city.seki.hub.roster.RosterStore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What staff are told, where the city wants it. */
final class HubNotices {
  private HubNotices() {}

  /**
   * @param state asked for when the hub has started
   * @return null where nobody is told anything
   */
  static @Nullable Notices open(
      HubSettings settings,
      HubSurroundings around,
      Supplier<Seating> state,
      RosterStore roster,
      RunningParts running) {
    NoticeSettings wanted = settings.notices();
    return wanted == null
        ? null
        : running.started(
            Notices.open(
                wanted,
                settings.data().notices(),
                state,
                person -> roster.member(person) != null,
                around.city(),
                around.real(),
                around.random()));
  }
}
