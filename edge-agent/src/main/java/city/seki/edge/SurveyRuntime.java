package city.seki.edge;

import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.Now;
import city.seki.edge.av.DeviceWatch;
import city.seki.edge.av.Secret;
import city.seki.edge.coap.Labels;
import city.seki.edge.coap.Peer;
import city.seki.edge.coap.SensorPost;
import city.seki.edge.coap.UnitCoap;
import city.seki.edge.link.HubLink;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorWatch;
import city.seki.edge.survey.Survey;
import city.seki.edge.survey.SurveyEvent;
import city.seki.edge.survey.SurveyLoop;
import city.seki.edge.survey.SurveyMessages;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The running sensors and devices of one unit: a thread for each, one for the survey, and a CoAP
 * server where sensors post over the network. Nothing of it is started in a unit that has none, and
 * nothing that fails here keeps a tap from its light.
 */
final class SurveyRuntime implements AutoCloseable {
  /** What a sensor of the network is called in the wiring. */
  private static final String NETWORK = "coap:";

  /** Before a key that is written as hexadecimal digits. */
  private static final String HEX = "hex";

  private static final Duration JOIN = Duration.ofSeconds(2);

  private final List<Runnable> ends = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final SurveyLoop loop;
  private final UnitSetup setup;
  private final Surroundings around;
  private @Nullable UnitCoap coap;

  private SurveyRuntime(
      UnitSetup setup, String boot, Now.Source clock, HubLink link, Surroundings around) {
    this.setup = setup;
    this.around = around;
    Unit unit = setup.unit();
    SurveyMessages messages = new SurveyMessages(boot);
    loop =
        new SurveyLoop(
            unit,
            clock,
            told -> {
              switch (told) {
                case Survey.Telling.OfPlace place -> link.tell(messages.of(place));
                case Survey.Telling.OfDevice device -> link.tell(messages.of(device));
              }
            },
            around.failed());
    threads.add(around.threads().newThread(loop::run));
    for (SensorWiring sensor : unit.sensors()) {
      if (!sensor.device().startsWith(NETWORK)) {
        watch(sensor);
      }
    }
    unit.devices().forEach(this::watch);
  }

  /** Not started yet; null for a unit that has neither sensors nor devices. */
  static @Nullable SurveyRuntime of(
      UnitSetup setup, String boot, Now.Source clock, HubLink link, Surroundings around) {
    Unit unit = setup.unit();
    return unit.sensors().isEmpty() && unit.devices().isEmpty()
        ? null
        : new SurveyRuntime(setup, boot, clock, link, around);
  }

  private void watch(SensorWiring wiring) {
    SensorWatch watch =
        new SensorWatch(
            around.wires().sensor(wiring),
            around.lived(),
            event -> loop.post(new SurveyEvent.Sensed(wiring.device(), event)));
    ends.add(watch::close);
    threads.add(around.threads().newThread(watch::run));
  }

  private void watch(RoomDevice device) {
    Secret secret = setup.secrets().apply(device.id());
    DeviceWatch watch =
        new DeviceWatch(
            around.wires().device(device, secret),
            around.lived(),
            report -> loop.post(new SurveyEvent.Seen(device.id(), report)));
    ends.add(watch::close);
    threads.add(around.threads().newThread(watch::run));
  }

  void start() {
    threads.forEach(Thread::start);
    boolean networked =
        setup.unit().sensors().stream().anyMatch(s -> s.device().startsWith(NETWORK));
    if (networked) {
      startCoap();
    }
  }

  private void startCoap() {
    Map<String, Peer> peers = peers();
    try {
      coap =
          UnitCoap.start(
              new UnitCoap.Listening(
                  new InetSocketAddress(0).getAddress(), around.coapPort(), null),
              peers::get,
              around.pace(),
              this::posted,
              Labels.none());
    } catch (IOException e) {
      Logger.error("{}: no sensor can post: {}", setup.unit().id(), e.getMessage());
    }
  }

  /**
   * The sensors of the network whose keys the unit has as its secrets of their names: the text
   * itself, or {@code hex:} and the bytes. One without a usable key is told, and cannot post.
   */
  private Map<String, Peer> peers() {
    Map<String, Peer> peers = new HashMap<>();
    for (SensorWiring sensor : setup.unit().sensors()) {
      if (sensor.device().startsWith(NETWORK)) {
        String name = sensor.device().substring(NETWORK.length());
        Secret secret = setup.secrets().apply(name);
        try {
          if (secret == null) {
            throw new IllegalArgumentException("there is no file of its key, secrets/" + name);
          }
          peers.put(name, Peer.of(name, key(secret), sensor.place().toString()));
        } catch (IllegalArgumentException e) {
          Logger.error("{}: sensor {} cannot post: {}", setup.unit().id(), name, e.getMessage());
        }
      }
    }
    return peers;
  }

  private static byte[] key(Secret secret) {
    boolean hex = HEX.equals(secret.user());
    return hex
        ? HexFormat.of().parseHex(secret.password())
        : secret.password().getBytes(StandardCharsets.UTF_8);
  }

  private void posted(SensorPost post) {
    for (Reading reading : post.report().ofPeople()) {
      loop.post(new SurveyEvent.Sensed(NETWORK + post.sensor(), new SensorEvent.Read(reading)));
    }
  }

  /** What the survey has to know of the link. */
  void heard(AgentEvent event) {
    if (event instanceof AgentEvent.LinkUp) {
      loop.post(new SurveyEvent.LinkUp());
    } else if (event instanceof AgentEvent.LinkDown) {
      loop.post(new SurveyEvent.LinkDown());
    }
  }

  /** Ends the watches, then the survey. */
  @Override
  public void close() {
    if (coap != null) {
      coap.close();
    }
    ends.forEach(Runnable::run);
    loop.close();
    threads.forEach(SurveyRuntime::join);
  }

  private static void join(Thread thread) {
    try {
      var _ = thread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
