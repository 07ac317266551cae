package city.seki.hub.server;

import city.seki.config.rules.Seating;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.enrol.HubAddresses;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.link.HubLink;
import city.seki.hub.live.EventStream;
import city.seki.hub.rollout.Configurations;
import city.seki.hub.rollout.FleetSights;
import city.seki.hub.rollout.HubPlace;
import city.seki.hub.rollout.RolloutDesk;
import city.seki.hub.rollout.RolloutStore;
import city.seki.hub.rollout.Rollouts;
import city.seki.hub.rollout.UnitReports;
import city.seki.hub.room.LiveRooms;
import city.seki.provisioning.HubKeyFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The roll-outs of one hub, put together. */
final class HubRollouts {
  private HubRollouts() {}

  /**
   * @param broker where units connect
   * @param running ends what is opened here
   * @throws IOException if the hub's key cannot be read
   * @throws DataException if the events of roll-outs cannot be read
   */
  static Rollouts open(
      HubSettings settings,
      HubSurroundings around,
      HubBroker broker,
      @Nullable Admission admission,
      HubLink link,
      Supplier<Seating> state,
      LiveRooms rooms,
      Fleet fleet,
      UnitReports reports,
      EventStream stream,
      RunningParts running)
      throws IOException {
    DataDirectory data = settings.data();
    HubSigner signer = HubKeyFile.loadOrCreate(data.root(), around.random());
    RolloutDesk desk =
        running.started(
            new RolloutDesk(
                RolloutStore.open(data.rollouts()),
                () -> place(settings, broker, admission, signer),
                signer,
                (unit, document) ->
                    link.publish(Topics.unit(unit, Channel.CONFIG_DESIRED), document),
                around.real()));
    Configurations configurations = new Configurations(desk, data.city());
    configurations.follow();
    return new Rollouts(
        desk,
        configurations,
        new FleetSights(state, rooms::now, fleet, reports, around.city()),
        stream);
  }

  /** Asked for a unit's text only, which nobody needs before the hub listens. */
  private static HubPlace place(
      HubSettings settings, HubBroker broker, @Nullable Admission admission, HubSigner signer) {
    if (admission != null) {
      HubAddresses addresses = admission.enrolment().start().addresses().get();
      return new HubPlace(addresses.mqtt(), addresses.est(), signer.key());
    }
    URI external = settings.broker();
    String host = external == null ? literal(settings.bind()) : external.getHost();
    return new HubPlace(
        URI.create("mqtt://" + host + ":" + broker.unitsPort()), List.of(), signer.key());
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }
}
