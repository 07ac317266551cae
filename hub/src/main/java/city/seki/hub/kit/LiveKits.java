package city.seki.hub.kit;

import city.seki.config.model.KitId;
import city.seki.config.model.Office;
import city.seki.config.rules.Seating;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.Topics;
import city.seki.hub.live.EventStream;
import city.seki.hub.live.LiveFloor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps everybody's picture of the kits up to date: it compares what each looks like now with what
 * was told last, and tells the difference to the event stream and to the retained topics. Confined
 * to one thread.
 */
public final class LiveKits {
  private final Supplier<Seating> state;
  private final Supplier<Instant> clock;
  private final EventStream stream;
  private final LiveFloor.Retained retained;
  private final Map<KitId, KitView> told = new HashMap<>();

  /**
   * @param clock the city's
   */
  public LiveKits(
      Supplier<Seating> state,
      Supplier<Instant> clock,
      EventStream stream,
      LiveFloor.Retained retained) {
    this.state = state;
    this.clock = clock;
    this.stream = stream;
    this.retained = retained;
  }

  /**
   * Looks at every kit, and tells of those that changed; a city has few.
   *
   * @return all of them as they are
   */
  public List<KitView> look() {
    Seating now = state.get();
    Instant at = clock.get();
    List<KitView> all = new ArrayList<>();
    for (Office office : now.city().offices().values()) {
      all.addAll(KitView.of(now, office, at));
    }
    for (KitView kit : all) {
      if (!kit.equals(told.put(kit.id(), kit))) {
        tell(kit, now.city().timeZone(), at);
      }
    }
    forgetRemoved(now);
    return all;
  }

  private void tell(KitView kit, ZoneId zone, Instant at) {
    stream.publish("kit", JsonText.object(o -> kit.write(o, zone)));
    retained.publish(Topics.kit(kit.id().office(), kit.id().kit()), kit.published(zone, at));
  }

  /** An empty retained message removes what a kit that is no more had published. */
  private void forgetRemoved(Seating now) {
    told.keySet()
        .removeIf(
            id -> {
              boolean gone = now.city().kit(id) == null;
              if (gone) {
                retained.publish(Topics.kit(id.office(), id.kit()), new byte[0]);
              }
              return gone;
            });
  }
}
