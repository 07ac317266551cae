package city.seki.edge.av.zoom;

import city.seki.config.model.DeviceState;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.future.CancelOption;
import org.jspecify.annotations.Nullable;

/** One shell on a room, from its opening to its end. The device's thread sends and takes. */
final class ZoomLine implements AutoCloseable {
  private static final int MOST_WAITING = 256;
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final ClientSession session;
  private final BlockingQueue<ZaapiMessage> messages = new ArrayBlockingQueue<>(MOST_WAITING);
  private @Nullable ChannelShell shell;

  private ZoomLine(ClientSession session) {
    this.session = session;
  }

  /**
   * Connects, signs in and opens the shell.
   *
   * @param left how long that may take from now on
   * @throws ZoomFault if the room cannot be reached, shows another key, or refuses the password
   */
  static ZoomLine open(
      SshClient client,
      String host,
      int port,
      String user,
      String password,
      HostKey key,
      Supplier<Duration> left)
      throws ZoomFault, InterruptedException {
    boolean connected = false;
    ZoomLine line = null;
    try {
      line = new ZoomLine(connect(client, host, port, user, left.get()));
      connected = true;
      line.signIn(password, left.get());
      line.openShell(left.get());
      return line;
    } catch (InterruptedIOException e) {
      throw interrupted(line);
    } catch (IOException e) {
      if (line != null) {
        line.close();
      }
      if (key.wasRefused()) {
        throw new ZoomFault(DeviceState.OFFLINE, "host-key");
      }
      throw ZoomFault.of(e, connected);
    } catch (ZoomFault e) {
      if (line != null) {
        line.close();
      }
      throw e;
    }
  }

  /** A connection that comes too late is not kept: the room takes one only. */
  private static ClientSession connect(
      SshClient client, String host, int port, String user, Duration most) throws IOException {
    return client
        .connect(user, host, port)
        .verify(most, CancelOption.CANCEL_ON_TIMEOUT, CancelOption.CANCEL_ON_INTERRUPT)
        .getSession();
  }

  private static InterruptedException interrupted(@Nullable ZoomLine line) {
    if (line != null) {
      line.close();
    }
    return new InterruptedException();
  }

  private void signIn(String password, Duration most) throws IOException, ZoomFault {
    session.addPasswordIdentity(password);
    try {
      session.auth().verify(most);
    } catch (SshException e) {
      if (String.valueOf(e.getMessage()).startsWith("No more authentication methods")) {
        throw new ZoomFault(DeviceState.UNKNOWN, "password");
      }
      throw e;
    }
  }

  private void openShell(Duration most) throws IOException {
    ChannelShell opening = session.createShellChannel();
    shell = opening;
    opening.setRedirectErrorStream(true);
    opening.setOut(new Hearing());
    opening.addCloseFutureListener(closed -> put(new ZaapiMessage.Ended()));
    opening.open().verify(most);
  }

  /**
   * @throws ZoomFault if the line is closed
   */
  void send(String command) throws ZoomFault {
    ChannelShell open = shell;
    try {
      if (open == null || open.isClosed()) {
        throw new ZoomFault(DeviceState.OFFLINE, "refused");
      }
      OutputStream out = open.getInvertedIn();
      out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw ZoomFault.of(e, false);
    }
  }

  /** The next message; null if none comes within that time. */
  @Nullable ZaapiMessage next(Duration most) throws InterruptedException {
    return messages.poll(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Where nobody takes them, the oldest make way. */
  private void put(ZaapiMessage message) {
    while (!messages.offer(message)) {
      messages.poll();
    }
  }

  /** Ends the shell and the session; a room that does not hear it is left alone. Never throws. */
  @Override
  public void close() {
    try {
      session.close(false).await(FAREWELL);
    } catch (IOException e) {
      // It is ended below in any case.
    }
    session.close(true);
  }

  /** What the room says, in a thread of the library. */
  private final class Hearing extends OutputStream {
    private final ZaapiReader reader = new ZaapiReader();

    @Override
    public void write(int next) {
      write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
      reader.feed(bytes, offset, count).forEach(ZoomLine.this::put);
    }
  }
}
