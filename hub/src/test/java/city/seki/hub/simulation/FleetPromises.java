package city.seki.hub.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.link.LinkMessage;
import city.seki.config.model.SeatId;
import city.seki.config.model.UnitPlaces;
import city.seki.config.rules.SeatView;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.fleet.Sequences;
import city.seki.hub.live.Floor;
import city.seki.hub.live.SeatOnFloor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What one run of the hub may say of its units, looked at every second by what really came. */
final class FleetPromises {
  private final CityRun city;
  private final UnitPlaces places = new UnitPlaces();
  private final Map<String, Long> heardMs = new HashMap<>();

  FleetPromises(CityRun city) {
    this.city = city;
  }

  /** A last will is the word of the broker, that a unit is gone. */
  void heard(Topics.UnitTopic topic, LinkMessage message) {
    if (topic.channel() == Channel.STATUS
        && new String(message.payload(), UTF_8).contains("offline")) {
      heardMs.remove(topic.unit());
    } else {
      heardMs.put(topic.unit(), city.time().ms());
    }
  }

  void look(Seating state, Fleet fleet) {
    silentIsUnknown(state, fleet);
    for (String unit : state.city().units().keySet()) {
      isOneDevice(unit, fleet);
      missesWhatIsLost(unit, fleet);
    }
  }

  private void silentIsUnknown(Seating state, Fleet fleet) {
    Floor floor = new Floor(state, fleet, places, city.time().instant());
    for (Map.Entry<SeatId, String> read : places.ofSeat(state.city()).entrySet()) {
      Long heard = heardMs.get(read.getValue());
      boolean silent = heard == null || city.time().ms() - heard > Fleet.SILENCE.toMillis();
      SeatOnFloor shown = Objects.requireNonNull(floor.seat(read.getKey()));
      CityPromises.must(
          !silent || shown.view().state() == SeatView.State.UNKNOWN,
          "unit %s is silent, and its seat %s is shown as %s"
              .formatted(read.getValue(), read.getKey(), shown.view().state()));
    }
  }

  /**
   * No device is taken for two, unless a message of an earlier run overtook one of the next: then
   * somebody has a look at it and releases it.
   */
  private void isOneDevice(String unit, Fleet fleet) {
    CityPromises.must(
        fleet.held(unit) == null || !city.keepsOrder(),
        unit + " is held back, as if it were two devices");
    fleet.release(unit);
  }

  /** No tap is reported as one that never came, unless it never will. */
  private void missesWhatIsLost(String unit, Fleet fleet) {
    for (Sequences.Gap gap : fleet.gaps(unit)) {
      for (Sequences.Missing missing : gap.missing()) {
        for (long seq = missing.first(); seq <= missing.last(); seq++) {
          TapId tap = new TapId(unit, gap.boot(), seq);
          CityPromises.must(city.facts().isLost(tap), "not lost, but reported as missing: " + tap);
        }
      }
    }
  }
}
