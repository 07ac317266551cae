package city.seki.edge;

import city.seki.config.model.SensorWiring;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Now;
import city.seki.edge.av.Secret;
import city.seki.edge.coap.Cause;
import city.seki.edge.coap.CoapCounts;
import city.seki.edge.coap.Peer;
import city.seki.edge.coap.SensorPost;
import city.seki.edge.coap.UnitCoap;
import city.seki.edge.label.LabelLoop;
import city.seki.edge.survey.RoomsNow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The CoAP server of one unit, at which sensors of the network post and labels read, with their
 * keys, and the thread that keeps the labels right. Nothing of it is started in a unit that has
 * neither, and nothing that fails here keeps a tap from its light.
 */
final class CoapRuntime implements AutoCloseable {
  /** Before a key that is written as hexadecimal digits. */
  private static final String HEX = "hex";

  private static final Duration JOIN = Duration.ofSeconds(2);

  private final UnitSetup setup;
  private final Surroundings around;
  private final Map<String, Peer> peers = new HashMap<>();
  private final LabelLoop labels;
  private final Thread labelThread;
  private volatile @Nullable UnitCoap server;

  private CoapRuntime(UnitSetup setup, Now.Source clock, Surroundings around) {
    this.setup = setup;
    this.around = around;
    setup.unit().sensors().stream().filter(CoapRuntime::isNetworked).forEach(this::admit);
    setup.labels().forEach(this::admit);
    labels = new LabelLoop(setup.unit(), setup.zone(), clock, around.failed());
    labelThread = around.threads().newThread(labels::run);
  }

  /**
   * Not started yet; null for a unit that has neither sensors of the network nor labels.
   *
   * @param clock the agent's
   */
  static @Nullable CoapRuntime of(UnitSetup setup, Now.Source clock, Surroundings around) {
    boolean sensors = setup.unit().sensors().stream().anyMatch(CoapRuntime::isNetworked);
    return sensors || !setup.labels().isEmpty() ? new CoapRuntime(setup, clock, around) : null;
  }

  private static boolean isNetworked(SensorWiring sensor) {
    return sensor.device().startsWith(SurveyRuntime.NETWORK);
  }

  // Keys

  /** One without a usable key is told, and cannot post. */
  private void admit(SensorWiring sensor) {
    String name = sensor.device().substring(SurveyRuntime.NETWORK.length());
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

  /** One without a usable key is told, and cannot read. */
  private void admit(String name, Secret secret) {
    try {
      if (peers.containsKey(name)) {
        throw new IllegalArgumentException("a sensor has that name: give the label another one");
      }
      peers.put(name, Peer.of(name, key(secret), null));
    } catch (IllegalArgumentException e) {
      Logger.error("{}: label {} cannot read: {}", setup.unit().id(), name, e.getMessage());
    }
  }

  /** The text itself, or {@code hex:} and the bytes. */
  private static byte[] key(Secret secret) {
    boolean hex = HEX.equals(secret.user());
    return hex
        ? HexFormat.of().parseHex(secret.password())
        : secret.password().getBytes(StandardCharsets.UTF_8);
  }

  // What labels show

  /** The agent's floor is so now. Any thread; returns at once. */
  void told(FloorNow floor) {
    labels.told(floor);
  }

  /** The rooms are so now. Any thread; returns at once. */
  void told(RoomsNow rooms) {
    labels.told(rooms);
  }

  // Running

  /**
   * @param posts gets what sensors tell, on the server's thread
   */
  void start(Consumer<SensorPost> posts) {
    labelThread.start();
    try {
      server =
          UnitCoap.start(
              new UnitCoap.Listening(
                  new InetSocketAddress(0).getAddress(), around.coapPort(), null),
              peers::get,
              around.pace(),
              posts,
              labels);
    } catch (IOException e) {
      Logger.error(
          "{}: no sensor can post and no label read: {}", setup.unit().id(), e.getMessage());
    }
  }

  /** Where it listens; 0 if it does not. */
  int port() {
    UnitCoap now = server;
    return now == null ? 0 : now.port();
  }

  /** What came since the start; null while it does not listen. Any thread. */
  @Nullable CoapCounts counts() {
    UnitCoap now = server;
    return now == null ? null : now.counts();
  }

  /** How often something was refused since the start, by the word of its cause. */
  SortedMap<String, Long> refusedByCause() {
    SortedMap<String, Long> refused = new TreeMap<>();
    CoapCounts counts = counts();
    if (counts != null) {
      for (Map.Entry<Cause, Long> entry : counts.refused().entrySet()) {
        refused.put(entry.getKey().word(), entry.getValue());
      }
    }
    return refused;
  }

  /** Ends the server, then what labels show. */
  @Override
  public void close() {
    UnitCoap now = server;
    if (now != null) {
      now.close();
    }
    labels.close();
    try {
      var _ = labelThread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
