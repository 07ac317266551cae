package city.seki.edge.coap;

import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.rules.SeatView;
import city.seki.config.rules.Source;
import city.seki.edge.coap.Label.OfRoom.Device;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Labels that a test writes. */
final class LabelBoard implements Labels {
  static final Instant NOON = Instant.parse("2026-11-21T03:00:00Z");
  static final Instant CLOSING = Instant.parse("2026-11-21T08:15:00Z");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private final Map<Place, Label> shown = new ConcurrentHashMap<>();
  volatile boolean waits;
  private Consumer<Place> listener = place -> {};

  @Override
  public @Nullable Label show(Place place) {
    return shown.get(place);
  }

  @Override
  public boolean mayCome(Place place) {
    return waits;
  }

  @Override
  public Collection<Place> places() {
    return List.of(new Place.AtSeat("A-01"), new Place.InRoom("R1"));
  }

  @Override
  public void onChange(Consumer<Place> told) {
    listener = told;
  }

  void write(Place.AtSeat place, SeatView.State state, @Nullable Instant until) {
    SeatView view = new SeatView(state, null, until, Source.TAP, 1.0);
    put(place, new Label.OfSeat("matsumoto", place.seat(), "lgwan", view, NOON, TOKYO));
  }

  void write(Place.InRoom place, Occupancy occupancy, @Nullable Integer people, Device... devices) {
    put(
        place,
        new Label.OfRoom(
            "matsumoto",
            place.room(),
            occupancy,
            people,
            NOON,
            0.97,
            List.of(devices),
            NOON,
            TOKYO));
  }

  private void put(Place place, Label label) {
    shown.put(place, label);
    listener.accept(place);
  }

  void remove(Place place) {
    shown.remove(place);
    listener.accept(place);
  }
}
