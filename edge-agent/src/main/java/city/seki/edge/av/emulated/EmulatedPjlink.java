package city.seki.edge.av.emulated;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A projector on a TCP port of loopback that speaks PJLink of class 1 or 2, with what real ones do
 * beside the specification as switches. It can be unplugged and plugged in again. Thread-safe.
 */
public final class EmulatedPjlink implements AutoCloseable {
  private final EmulatedProjector projector;
  private final @Nullable String password;
  private final RandomGenerator random;
  private final Set<PjlinkQuirk> quirks = EnumSet.noneOf(PjlinkQuirk.class);
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private int port;
  private @Nullable ServerSocket server;
  private @Nullable Thread serving;

  /**
   * Listens at once.
   *
   * @param port 0 for any free one
   * @param version 1 or 2
   * @param password null if it wants none
   * @param random makes the greetings' numbers
   * @throws IOException if the port is taken
   */
  public EmulatedPjlink(int port, int version, @Nullable String password, RandomGenerator random)
      throws IOException {
    this.port = port;
    this.projector = new EmulatedProjector(version);
    this.password = password;
    this.random = random;
    plugIn();
  }

  /** Where it listens, unplugged or not. */
  public synchronized int port() {
    return port;
  }

  /** 0 off, 1 on, 2 cooling down, 3 warming up. */
  public void power(int digit) {
    projector.power(digit);
  }

  /** The chosen input, for instance {@code 31}. */
  public void input(String code) {
    projector.input(code);
  }

  /** Whether a signal is on that input; a device of class 1 does not tell. */
  public void signal(boolean there) {
    projector.signal(there);
  }

  /** {@code 30} nothing, {@code 11} the picture, {@code 21} the sound, {@code 31} both. */
  public void mute(String code) {
    projector.mute(code);
  }

  /** Six digits for fan, lamp, temperature, cover, filter, other: 0 well, 1 warning, 2 error. */
  public void errors(String digits) {
    projector.errors(digits);
  }

  /** Hours and state of each lamp, for instance {@code 120 1}; empty for a device without lamps. */
  public void lamps(String hoursAndStates) {
    projector.lamps(hoursAndStates);
  }

  /** What it calls itself. */
  public void name(String text) {
    projector.name(text);
  }

  /** Whether the picture stands still. */
  public void freeze(boolean still) {
    projector.freeze(still);
  }

  /** Behaves so from the next line on. */
  public synchronized void quirk(PjlinkQuirk quirk, boolean on) {
    if (on) {
      quirks.add(quirk);
    } else {
      quirks.remove(quirk);
    }
  }

  /** Connections that it took until now. */
  public int accepted() {
    return accepted.get();
  }

  /** The most connections that it had at one time. */
  public int mostAtOnce() {
    return most.get();
  }

  /** Connections that it has now. */
  public int open() {
    return connections.size();
  }

  /** The cable is in: it listens. Does nothing if it already does. */
  public synchronized void plugIn() throws IOException {
    if (server != null) {
      return;
    }
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    port = opened.getLocalPort();
    server = opened;
    serving = Thread.ofPlatform().name("emulated-pjlink").daemon().start(() -> serve(opened));
  }

  /** Nobody listens any more, and every connection is cut. */
  public synchronized void unplug() throws IOException {
    if (server != null) {
      server.close();
      server = null;
      awaitEnd(serving);
    }
    cut();
  }

  /** A port on which a thread still waits takes connections until that thread has gone. */
  private static void awaitEnd(@Nullable Thread serving) {
    try {
      if (serving != null) {
        serving.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Cuts every connection, as projectors do that were idle for some 30 seconds. */
  public void cut() throws IOException {
    for (Socket connection : connections) {
      connection.close();
    }
  }

  /**
   * Sends a datagram as a device of class 2 does to its controller.
   *
   * @param lines with their carriage returns, for instance {@code %2POWR=1\r}
   */
  public static void notify(InetSocketAddress controller, String lines) throws IOException {
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.send(new DatagramPacket(bytes, bytes.length, controller));
    }
  }

  private void serve(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket connection = listening.accept();
        accepted.incrementAndGet();
        connections.add(connection);
        most.accumulateAndGet(connections.size(), Math::max);
        Thread.ofVirtual().name("emulated-pjlink-talk").start(() -> talk(connection));
      } catch (IOException e) {
        return; // unplugged
      }
    }
  }

  private void talk(Socket connection) {
    try (connection) {
      new EmulatedTalk(this, connection).run();
    } catch (IOException e) {
      // The other side hung up, or the cable was pulled: nothing to tell.
      return;
    } finally {
      connections.remove(connection);
    }
  }

  @Nullable String password() {
    return password;
  }

  EmulatedProjector projector() {
    return projector;
  }

  /** The number of a greeting: eight small hexadecimal digits. */
  String challenge() {
    return String.format("%08x", random.nextInt());
  }

  synchronized Set<PjlinkQuirk> quirks() {
    return quirks.isEmpty() ? Set.of() : EnumSet.copyOf(quirks);
  }

  /** Whether it has that quirk; it loses it by that. */
  synchronized boolean once(PjlinkQuirk quirk) {
    return quirks.remove(quirk);
  }

  @Override
  public void close() throws IOException {
    unplug();
  }
}
