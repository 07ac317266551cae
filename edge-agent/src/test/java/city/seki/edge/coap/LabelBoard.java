package city.seki.edge.coap;

import city.seki.config.rules.SeatView;
import city.seki.config.rules.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Labels that a test writes. */
final class LabelBoard implements Labels {
  static final Instant NOON = Instant.parse("2026-11-21T03:00:00Z");
  static final Instant CLOSING = Instant.parse("2026-11-21T08:15:00Z");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private final Map<String, Label> shown = new ConcurrentSkipListMap<>();
  private Consumer<Place> listener = place -> {};

  @Override
  public @Nullable Label show(Place place) {
    return shown.get(place.path());
  }

  @Override
  public Collection<Place> places() {
    return List.of(Place.seat("A-01"), Place.room("R1"));
  }

  @Override
  public void onChange(Consumer<Place> told) {
    listener = told;
  }

  void write(Place place, SeatView.State state, @Nullable Instant until) {
    SeatView view = new SeatView(state, null, until, Source.TAP, 1.0);
    String network = place.kind() == Place.Kind.SEAT ? "lgwan" : null;
    shown.put(place.path(), new Label("matsumoto", network, view, NOON, TOKYO));
    listener.accept(place);
  }

  void remove(Place place) {
    shown.remove(place.path());
    listener.accept(place);
  }
}
