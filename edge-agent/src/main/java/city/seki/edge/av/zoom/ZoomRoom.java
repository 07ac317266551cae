package city.seki.edge.av.zoom;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * A Zoom Room by its control API (ZAAPI) over SSH: one connection, which stays open, over which the
 * room tells by itself when a meeting begins or ends. Asked is its state alone.
 *
 * <p>The room's host key is the one that was given; without one, the first that the room shows is
 * believed, and no other as long as the process runs. Whoever stands between at that first time
 * reads the password: give the fingerprint where the network is not the city's own.
 *
 * <p>Source: the project's hardware.md, section 3.2.
 */
public final class ZoomRoom implements Device {
  /** Where the API listens. */
  public static final int PORT = 2244;

  /** The only user there is. */
  public static final String USER = "zoom";

  private static final Duration LOOK = Duration.ofSeconds(7);
  private static final Duration BEFORE_AGAIN = Duration.ofMillis(500);
  private static final Duration UNIT_WAIT = Duration.ofSeconds(1);
  private static final int MOST_TRIES = 4;
  private static final String CALL_STATUS = "zStatus Call Status";

  private final String host;
  private final int port;
  private final String user;
  private final String password;
  private final HostKey key;
  private final Pace pace;
  private final SshClient client;
  private @Nullable ZoomLine line;
  private RoomState state = RoomState.NOTHING;
  private boolean unitAsked;

  /**
   * @param fingerprint of the room's host key as OpenSSH writes it, {@code SHA256:…}; null to
   *     believe the first
   */
  public ZoomRoom(
      String host,
      int port,
      String user,
      String password,
      @Nullable String fingerprint,
      Pace pace) {
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
    this.key = new HostKey(fingerprint);
    this.pace = pace;
    this.client = client(key);
  }

  /** Signs in by password alone and reads nothing of the user that it runs as. */
  private static SshClient client(HostKey key) {
    SshClient client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(key);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setUserAuthFactories(
        List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
    CoreModuleProperties.NIO_WORKERS.set(client, 1);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(30));
    return client;
  }

  @Override
  public String name() {
    return "zoom+ssh://" + host + ":" + port;
  }

  @Override
  public DeviceReport look() throws InterruptedException {
    long until = pace.nanos() + LOOK.toNanos();
    try {
      ZoomLine open = line;
      if (open == null) {
        open = open(until);
      }
      ask(open, CALL_STATUS, ZaapiMessage.Call.class::isInstance, until);
      if (!unitAsked) {
        askWhatItIs(open);
      }
      return state.report();
    } catch (ZoomFault e) {
      hangUp();
      return e.report();
    }
  }

  private ZoomLine open(long until) throws ZoomFault, InterruptedException {
    client.start();
    key.begin();
    state = RoomState.NOTHING;
    unitAsked = false;
    ZoomLine open = ZoomLine.open(client, host, port, user, password, key, () -> left(until));
    line = open;
    expect(open, ZaapiMessage.LoggedIn.class::isInstance, until);
    ask(open, "echo off", ZaapiMessage.Done.class::isInstance, until);
    ask(open, "format json", ZaapiMessage.Done.class::isInstance, until);
    return open;
  }

  /** It may be of a version that does not tell; the state is known all the same. */
  private void askWhatItIs(ZoomLine open) throws ZoomFault, InterruptedException {
    unitAsked = true;
    open.send("zStatus SystemUnit");
    long until = pace.nanos() + UNIT_WAIT.toNanos();
    ZaapiMessage message = next(open, until);
    while (message != null && !(message instanceof ZaapiMessage.Unit)) {
      message = next(open, until);
    }
  }

  /** Sends until it is answered: a room that changes its controller drops commands. */
  private void ask(ZoomLine open, String command, Predicate<ZaapiMessage> answer, long until)
      throws ZoomFault, InterruptedException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      open.send(command);
      if (expect(open, answer, until)) {
        return;
      }
      pace.pause(BEFORE_AGAIN);
    }
    throw new ZoomFault(DeviceState.UNKNOWN, "displaced");
  }

  /**
   * @return false if the room says that what was sent was not executed
   */
  private boolean expect(ZoomLine open, Predicate<ZaapiMessage> answer, long until)
      throws ZoomFault, InterruptedException {
    while (true) {
      ZaapiMessage message = next(open, until);
      if (message == null) {
        throw new ZoomFault(DeviceState.UNKNOWN, "timeout");
      }
      if (answer.test(message)) {
        return true;
      }
      switch (message) {
        case ZaapiMessage.NotExecuted _ -> {
          return false;
        }
        case ZaapiMessage.Failed _ -> throw new ZoomFault(DeviceState.UNKNOWN, "refused");
        case ZaapiMessage.Unreadable _ -> throw new ZoomFault(DeviceState.UNKNOWN, "garbage");
        case ZaapiMessage.LoggedIn _,
            ZaapiMessage.Done _,
            ZaapiMessage.Call _,
            ZaapiMessage.Unit _,
            ZaapiMessage.Other _,
            ZaapiMessage.Ended _ -> {}
      }
    }
  }

  /** What is left until then; never nothing, which would be no limit to some. */
  private Duration left(long until) {
    return Duration.ofNanos(Math.max(until - pace.nanos(), 1_000_000));
  }

  private @Nullable ZaapiMessage next(ZoomLine open, long until)
      throws ZoomFault, InterruptedException {
    long left = until - pace.nanos();
    ZaapiMessage message = left <= 0 ? null : open.next(Duration.ofNanos(left));
    if (message instanceof ZaapiMessage.Ended) {
      throw new ZoomFault(DeviceState.OFFLINE, "refused");
    }
    if (message != null) {
      state = state.after(message);
    }
    return message;
  }

  @Override
  public void awaitChange(Duration most) throws InterruptedException {
    ZoomLine open = line;
    if (open == null) {
      pace.pause(most);
      return;
    }
    long until = pace.nanos() + most.toNanos();
    String before = state.call();
    try {
      ZaapiMessage message = next(open, until);
      while (message != null
          && !(message instanceof ZaapiMessage.NotExecuted)
          && Objects.equals(before, state.call())) {
        message = next(open, until);
      }
    } catch (ZoomFault e) {
      hangUp(); // the next look finds out why
    }
  }

  private void hangUp() {
    ZoomLine open = line;
    line = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    hangUp();
    client.stop();
  }
}
