package city.seki.edge.av.emulated;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.jspecify.annotations.Nullable;

/**
 * A Zoom Room on a loopback port: the control API over SSH. It may be changed from any thread while
 * a client talks to it.
 */
public final class EmulatedZoomRoom implements AutoCloseable {
  private final String user;
  private final String password;
  private final Set<ZoomShell> shells = ConcurrentHashMap.newKeySet();
  private KeyPair key;
  private int port;
  private @Nullable SshServer server;
  private volatile String status = "NOT_IN_MEETING";
  private volatile boolean silent;
  private volatile int refusals;

  /** Comes up on a free port of the loopback interface, without a meeting. */
  public EmulatedZoomRoom(String user, String password) throws IOException {
    this.user = user;
    this.password = password;
    this.key = newKey();
    comeUp();
  }

  public synchronized int port() {
    return port;
  }

  /** Of its host key, as OpenSSH writes it. */
  public synchronized String fingerprint() {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
  }

  /**
   * A meeting begins, ends, or what else the word says; clients are told.
   *
   * @param word of the room, as {@code IN_MEETING}
   */
  public void status(String word) {
    status = word;
    shells.forEach(shell -> shell.say(callStatus(true)));
  }

  /** Tells a part of the call that is not its status. */
  public void mute(boolean on) {
    shells.forEach(
        shell ->
            shell.say(
                ZoomShell.pretty(
                    "\"Microphone\": {\r\n      \"Mute\": " + on + "\r\n    }",
                    "zConfiguration",
                    true)));
  }

  /** Tells that the controller's tablet took over. */
  public void takeOver() {
    shells.forEach(shell -> shell.say("*e Pipe OtherControllerLogin\r\n** end\r\n"));
  }

  /** The next commands, so many, are not executed. */
  public void reconnect(int commands) {
    refusals = commands;
  }

  /** Whether it takes commands and answers none. */
  public void silence(boolean on) {
    silent = on;
  }

  /** Says these bytes as they are. */
  public void say(String text) {
    shells.forEach(shell -> shell.say(text));
  }

  /** Shows another host key to those who connect from now on, as after it was set up anew. */
  public synchronized void changeKey() {
    key = newKey();
    SshServer running = server;
    if (running != null) {
      running.setKeyPairProvider(KeyPairProvider.wrap(List.of(key)));
    }
  }

  /** Cuts those who are connected. */
  public void cut() {
    shells.forEach(ZoomShell::cut);
  }

  public int connections() {
    return shells.size();
  }

  /** Is gone until {@link #comeUp}. */
  public synchronized void unplug() throws IOException {
    SshServer running = server;
    server = null;
    if (running != null) {
      running.stop(true);
    }
    shells.clear();
  }

  /** Is back, on the same port. */
  public synchronized void comeUp() throws IOException {
    SshServer fresh = SshServer.setUpDefaultServer();
    fresh.setHost("127.0.0.1");
    fresh.setPort(port);
    fresh.setKeyPairProvider(KeyPairProvider.wrap(List.of(key)));
    fresh.setPasswordAuthenticator(
        (name, secret, session) -> name.equals(user) && secret.equals(password));
    fresh.setShellFactory(channel -> new ZoomShell(this));
    CoreModuleProperties.NIO_WORKERS.set(fresh, 1);
    fresh.start();
    server = fresh;
    port = fresh.getPort();
  }

  @Override
  public void close() throws IOException {
    unplug();
  }

  void opened(ZoomShell shell) {
    shells.add(shell);
  }

  void closed(ZoomShell shell) {
    shells.remove(shell);
  }

  /** What it answers to that command; empty if nothing. */
  String answer(String command) {
    if (silent) {
      return "";
    }
    synchronized (this) {
      if (refusals > 0) {
        refusals--;
        return "*e Pipe Reconnecting\r\n** end\r\n";
      }
    }
    return switch (command) {
      case "echo off", "format json" -> "OK\r\n";
      case "zStatus Call Status" -> callStatus(false);
      case "zStatus SystemUnit" ->
          "{\"type\":\"zStatus\",\"topKey\":\"SystemUnit\",\"SystemUnit\":"
              + "{\"platform\":\"windows\",\"room_version\":\"5.8.0\","
              + "\"room_info\":{\"room_name\":\"Room 301\"}}}\r\n";
      default -> "** end\r\nERROR\r\n";
    };
  }

  private String callStatus(boolean unasked) {
    return ZoomShell.pretty("\"Status\": \"" + status + "\"", "zStatus", unasked);
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no RSA", e);
    }
  }
}
