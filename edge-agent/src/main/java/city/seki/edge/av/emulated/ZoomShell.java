package city.seki.edge.av.emulated;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** One shell on an emulated Zoom Room. */
final class ZoomShell implements Command {
  private final EmulatedZoomRoom room;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;
  private @Nullable ExitCallback exit;
  private @Nullable ChannelSession channel;

  ZoomShell(EmulatedZoomRoom room) {
    this.room = room;
  }

  /** One object of JSON as a room prints it, with this in its {@code Call}. */
  static String pretty(String call, String type, boolean unasked) {
    return """
        {
          "Call": {
            %s
          },
          "Status": {
            "message": "",
            "state": "OK"
          },
          "Sync": %s,
          "topKey": "Call",
          "type": "%s"
        }
        """
        .formatted(call, unasked, type)
        .replace("\r\n", "\n")
        .replace("\n", "\r\n");
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    // It says nothing there.
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession session, Environment environment) {
    channel = session;
    Thread.ofVirtual().name("emulated-zoom-room").start(this::serve);
  }

  @Override
  public void destroy(ChannelSession session) {
    room.closed(this);
  }

  private void serve() {
    InputStream from = in;
    if (from == null) {
      return;
    }
    room.opened(this);
    say("Welcome to ZAAPI\r\n*r Login successful\r\n");
    try (var commands = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      String command = commands.readLine();
      while (command != null) {
        say(room.answer(command.strip()));
        command = commands.readLine();
      }
    } catch (IOException e) {
      // The client left, or was cut.
    }
    room.closed(this);
    ExitCallback over = exit;
    if (over != null) {
      over.onExit(0);
    }
  }

  synchronized void say(String text) {
    OutputStream to = out;
    if (to == null || text.isEmpty()) {
      return;
    }
    try {
      to.write(text.getBytes(StandardCharsets.UTF_8));
      to.flush();
    } catch (IOException e) {
      room.closed(this);
    }
  }

  void cut() {
    ChannelSession open = channel;
    if (open != null) {
      open.getSession().close(true);
    }
  }
}
