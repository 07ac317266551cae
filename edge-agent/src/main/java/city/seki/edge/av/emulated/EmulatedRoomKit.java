package city.seki.edge.av.emulated;

import city.seki.edge.av.emulated.RoomKitState.Complaint;
import city.seki.edge.av.emulated.RoomKitState.Peripheral;
import city.seki.edge.av.xapi.StatusNode;
import city.seki.edge.av.xapi.UnreadableDocument;
import city.seki.edge.av.xapi.XapiXml;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Cisco room kit on a loopback port: status documents over HTTP, requests and change notices over
 * a WebSocket on the same port, both behind a password. npm's {@code jsxapi} is the independent
 * judge of it.
 *
 * <p>It may be changed from any thread while clients talk to it. At most 32 connections.
 */
public final class EmulatedRoomKit implements AutoCloseable {
  /** What can go wrong with it, until {@link #heal}. */
  public enum Trouble {
    NONE,
    /** Takes requests, answers none. */
    SILENT,
    /** Announces a whole document, sends half of it and cuts. */
    HALF_AND_CUT,
    /** Sends half a document as if it were whole. */
    HALF_AND_SHUT,
    /** Sends ten megabytes. */
    HUGE,
    /** Sends another kind of page. */
    GARBAGE,
    /** Says on its WebSocket what is no JSON. */
    MUMBLING,
    /** Knows no WebSocket. */
    NO_WEBSOCKET,
    /** Opens a session for every request that belongs to none. */
    OPENS_SESSIONS
  }

  private static final int MOST_CONNECTIONS = 32;
  private static final Duration LONG_AGO = Duration.ofHours(8);

  private final String name;
  private final String user;
  private final String password;
  private final Pace pace;
  private final Set<RoomKitConnection> connections = ConcurrentHashMap.newKeySet();
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sessionNumbers = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final int port;
  private volatile RoomKitState state = RoomKitState.asleep();
  private volatile Trouble trouble = Trouble.NONE;
  private volatile boolean numbered;
  private volatile long bootedAt;
  private @Nullable ServerSocket server;

  /**
   * Comes up on a free port of the loopback interface, in an empty room and asleep.
   *
   * @param name what the room calls it
   */
  public EmulatedRoomKit(String name, String user, String password, Pace pace) throws IOException {
    this.name = name;
    this.user = user;
    this.password = password;
    this.pace = pace;
    this.bootedAt = pace.nanos() - LONG_AGO.toNanos();
    this.port = listen(0);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A call begins or ends. */
  public void call(boolean up) {
    change(s -> s.withCall(up));
  }

  /** Somebody shows a screen in the room, or stops. */
  public void present(boolean on) {
    change(s -> s.withPresentation(on));
  }

  /**
   * @param word {@code Off}, {@code Halfwake}, {@code EnteringStandby} or {@code Standby}
   */
  public void standby(String word) {
    change(s -> s.withStandby(word));
  }

  /**
   * @param count -1 where it cannot count
   */
  public void people(int count) {
    change(s -> s.withPeople(count));
  }

  /**
   * Puts a peripheral in, or changes the one of that number.
   *
   * @param type in the device's words: {@code Camera}, {@code AudioMicrophone}, {@code TouchPanel}
   */
  public void peripheral(int number, String type, boolean connected) {
    change(
        s -> {
          SortedMap<Integer, Peripheral> now = new TreeMap<>(s.peripherals());
          now.put(number, new Peripheral(type + " " + number, type, connected));
          return s.withPeripherals(now);
        });
  }

  /** Takes a peripheral off the list, which clients are told as a ghost. */
  public void forget(int number) {
    change(
        s -> {
          SortedMap<Integer, Peripheral> now = new TreeMap<>(s.peripherals());
          now.remove(number);
          return s.withPeripherals(now);
        });
  }

  /**
   * @param level {@code Warning}, {@code Error} or {@code Critical}
   */
  public void complain(String level, String type) {
    change(
        s -> {
          List<Complaint> now = new ArrayList<>(s.complaints());
          now.add(new Complaint(level, type));
          return s.withComplaints(now);
        });
  }

  /** All complaints are settled. */
  public void settle() {
    change(s -> s.withComplaints(List.of()));
  }

  /**
   * @param word of the device: {@code Downloading}, {@code Installing}; {@code None} at the end
   */
  public void upgrade(String word) {
    change(s -> s.withUpgrade(word));
  }

  /** Says that it restarts, and is gone until {@link #comeUp}. */
  public synchronized void restart() {
    StatusNode event =
        StatusNode.of("Event", StatusNode.of("BootEvent", StatusNode.leaf("Action", "Restart")));
    connections.forEach(c -> c.tell(rpc -> rpc.events(event)));
    stopListening();
    connections.forEach(RoomKitConnection::hangUp);
  }

  /** Is gone without a word until {@link #comeUp}. */
  public synchronized void unplug() {
    stopListening();
    cut();
  }

  private void stopListening() {
    ServerSocket listening = server;
    server = null;
    try {
      if (listening != null) {
        listening.close();
      }
    } catch (IOException e) {
      // It listens no more.
    }
  }

  /**
   * Is back, on the same port, just started.
   *
   * @throws IOException if another program took the port meanwhile
   */
  public synchronized void comeUp() throws IOException {
    bootedAt = pace.nanos();
    listen(port);
  }

  /** As if it had been up for hours. */
  public void settleDown() {
    bootedAt = pace.nanos() - LONG_AGO.toNanos();
  }

  /** From now on, until another trouble or {@link #heal}. */
  public void suffer(Trouble next) {
    trouble = next;
  }

  public void heal() {
    trouble = Trouble.NONE;
  }

  /** Cuts every connection that there is. */
  public void cut() {
    connections.forEach(RoomKitConnection::close);
  }

  /**
   * @param on whether every element of a document says its {@code item}
   */
  public void numberElements(boolean on) {
    numbered = on;
  }

  /** Requests since it was made. */
  public int requests() {
    return requests.get();
  }

  public int openSessions() {
    return sessions.size();
  }

  public int webSockets() {
    return (int) connections.stream().filter(RoomKitConnection::isWebSocket).count();
  }

  /** The notices that clients asked for, of all WebSockets. */
  public int subscriptions() {
    return connections.stream().mapToInt(RoomKitConnection::subscriptions).sum();
  }

  @Override
  public void close() {
    unplug();
  }

  private synchronized void change(UnaryOperator<RoomKitState> how) {
    RoomKitState before = state;
    state = how.apply(before);
    Duration uptime = uptime(); // one for both, or it would be a change of its own
    StatusNode changed =
        StatusText.changes(before.status(name, uptime), state.status(name, uptime));
    if (changed != null) {
      connections.forEach(c -> c.tell(rpc -> rpc.notices(changed)));
    }
  }

  /** The element {@code Status} as it is now. */
  StatusNode status() {
    return state.status(name, uptime());
  }

  private Duration uptime() {
    return Duration.ofNanos(pace.nanos() - bootedAt);
  }

  /** Runs a standby command: {@code Activate}, {@code Deactivate} or {@code Halfwake}. */
  void standbyCommand(String command) {
    switch (command) {
      case "Activate" -> standby("Standby");
      case "Deactivate" -> standby("Off");
      case "Halfwake" -> standby("Halfwake");
      default -> throw new IllegalArgumentException("no standby command " + command);
    }
  }

  /** What is at that place; null if nothing is. */
  byte @Nullable [] document(HttpExchange request) {
    String location = "/getxml?location=/Status";
    if (request.method().equals("POST") && request.target().equals("/putxml")) {
      return bytes(command(request.body()));
    }
    if (request.target().equals("/status.xml") || request.target().equals(location)) {
      return bytes(StatusText.xml(status(), numbered));
    }
    if (!request.target().startsWith(location + "/")) {
      return null;
    }
    List<String> path = Arrays.asList(request.target().substring(location.length() + 1).split("/"));
    StatusNode part = StatusText.below(status(), path);
    return bytes(
        part == null
            ? "<?xml version=\"1.0\"?>\n<EmptyResult/>\n"
            : StatusText.xml(part, numbered));
  }

  private String command(String body) {
    try {
      StatusNode root = XapiXml.read(bytes(body));
      List<StatusNode> standby = root.at("Standby").map(StatusNode::children).orElse(List.of());
      for (StatusNode command : standby) {
        if (List.of("Activate", "Deactivate", "Halfwake").contains(command.name())) {
          standbyCommand(command.name());
          return "<Command><Standby" + command.name() + "Result status=\"OK\"/></Command>";
        }
      }
      return refusal("Unknown command");
    } catch (UnreadableDocument e) {
      return refusal("No XML");
    }
  }

  private static String refusal(String reason) {
    return "<Command><Result status=\"Error\"><Reason>" + reason + "</Reason></Result></Command>";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  Trouble trouble() {
    return trouble;
  }

  void count() {
    requests.incrementAndGet();
  }

  void ended(RoomKitConnection connection) {
    connections.remove(connection);
  }

  String openSession() {
    String session = "s" + sessionNumbers.incrementAndGet();
    sessions.add(session);
    return session;
  }

  void endSession(String session) {
    sessions.remove(session);
  }

  boolean isOpen(String session) {
    return sessions.contains(session);
  }

  private synchronized int listen(int at) throws IOException {
    ServerSocket listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    server = listening;
    Thread.ofVirtual().name("emulated-room-kit").start(() -> accept(listening));
    return listening.getLocalPort();
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        if (connections.size() == MOST_CONNECTIONS) {
          socket.close();
          continue;
        }
        RoomKitConnection connection = new RoomKitConnection(this, socket);
        connections.add(connection);
        if (listening.isClosed()) {
          connection.close();
        }
        Thread.ofVirtual().name("emulated-room-kit-connection").start(connection);
      }
    } catch (IOException e) {
      // It was unplugged.
    }
  }
}
