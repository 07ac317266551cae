package city.seki.edge.av.emulated;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection to an emulated room kit: requests of HTTP, until it becomes a WebSocket. */
final class RoomKitConnection implements Runnable, AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final byte[] MUMBLE = "<html>".getBytes(StandardCharsets.UTF_8);
  private static final int HUGE = 10 << 20;

  private final EmulatedRoomKit kit;
  private final Socket socket;
  private volatile @Nullable WebSocketFrames frames;
  private volatile @Nullable RoomKitRpc rpc;

  RoomKitConnection(EmulatedRoomKit kit, Socket socket) {
    this.kit = kit;
    this.socket = socket;
  }

  boolean isWebSocket() {
    return frames != null;
  }

  /** How many notices its client asked for. */
  int subscriptions() {
    RoomKitRpc talk = rpc;
    return talk == null ? 0 : talk.subscriptions();
  }

  @Override
  public void run() {
    try (socket) {
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      HttpExchange request = HttpExchange.read(in);
      while (request != null) {
        if (request.target().equals("/ws")) {
          talk(request, in, out);
          return;
        }
        if (!answer(request, out)) {
          return;
        }
        request = HttpExchange.read(in);
      }
    } catch (IOException e) {
      // The client left, or was cut: nothing is owed to it.
    } finally {
      kit.ended(this);
    }
  }

  /** Tells notices, if this is a WebSocket whose client asked for them. */
  void tell(Function<RoomKitRpc, List<byte[]>> notices) {
    WebSocketFrames line = frames;
    RoomKitRpc talk = rpc;
    if (line == null || talk == null) {
      return;
    }
    try {
      for (byte[] notice : notices.apply(talk)) {
        line.sendText(notice);
      }
    } catch (IOException e) {
      close();
    }
  }

  private void talk(HttpExchange request, DataInputStream in, OutputStream out) throws IOException {
    kit.count();
    String offered = request.header("sec-websocket-protocol");
    if (kit.trouble() == EmulatedRoomKit.Trouble.NO_WEBSOCKET) {
      HttpExchange.answer(out, "404 Not Found", "", NOTHING, 0);
      return;
    }
    if (!offered.equals(subprotocol())) {
      HttpExchange.answer(out, "401 Unauthorized", "", NOTHING, 0);
      return;
    }
    HttpExchange.answer(
        out,
        "101 Switching Protocols",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
            + WebSocketFrames.accept(request.header("sec-websocket-key"))
            + "\r\nSec-WebSocket-Protocol: "
            + offered
            + "\r\n",
        NOTHING,
        0);
    RoomKitRpc talk = new RoomKitRpc(kit::status, kit::standbyCommand);
    WebSocketFrames line = new WebSocketFrames(in, out);
    rpc = talk;
    frames = line;
    byte[] text = line.text();
    while (text != null) {
      boolean mumbling = kit.trouble() == EmulatedRoomKit.Trouble.MUMBLING;
      line.sendText(mumbling ? MUMBLE : talk.answer(text));
      text = line.text();
    }
  }

  private String subprotocol() {
    byte[] pair = (kit.user() + ':' + kit.password()).getBytes(StandardCharsets.UTF_8);
    return "auth-" + Base64.getUrlEncoder().withoutPadding().encodeToString(pair);
  }

  /**
   * @return whether the connection goes on
   */
  private boolean answer(HttpExchange request, OutputStream out) throws IOException {
    kit.count();
    EmulatedRoomKit.Trouble trouble = kit.trouble();
    if (trouble == EmulatedRoomKit.Trouble.SILENT) {
      return true;
    }
    String session = cookie(request);
    if (session.isEmpty() && !request.header("authorization").equals(basic())) {
      HttpExchange.answer(
          out, "401 Unauthorized", "WWW-Authenticate: Basic realm=\"xAPI\"\r\n", NOTHING, 0);
      return true;
    }
    if (request.target().startsWith("/xmlapi/session/")) {
      session(request, session, out);
      return true;
    }
    String more =
        session.isEmpty() && trouble == EmulatedRoomKit.Trouble.OPENS_SESSIONS
            ? "Set-Cookie: SessionId=" + kit.openSession() + "; Path=/; HttpOnly\r\n"
            : "";
    byte[] document = kit.document(request);
    if (document == null) {
      HttpExchange.answer(out, "404 Not Found", more, NOTHING, 0);
      return true;
    }
    return send(document, more, trouble, out);
  }

  private static boolean send(
      byte[] document, String more, EmulatedRoomKit.Trouble trouble, OutputStream out)
      throws IOException {
    byte[] body =
        switch (trouble) {
          case HUGE -> Arrays.copyOf(document, HUGE);
          case GARBAGE -> "<html><body>It works!".getBytes(StandardCharsets.UTF_8);
          case HALF_AND_SHUT -> Arrays.copyOf(document, document.length / 2);
          case NONE, SILENT, HALF_AND_CUT, MUMBLING, NO_WEBSOCKET, OPENS_SESSIONS -> document;
        };
    boolean cut = trouble == EmulatedRoomKit.Trouble.HALF_AND_CUT;
    HttpExchange.answer(out, "200 OK", more, body, cut ? body.length / 2 : body.length);
    return !cut;
  }

  private void session(HttpExchange request, String session, OutputStream out) throws IOException {
    String more = "";
    if (request.target().endsWith("/begin")) {
      more = "Set-Cookie: SessionId=" + kit.openSession() + "; Path=/; HttpOnly\r\n";
    } else {
      kit.endSession(session);
    }
    HttpExchange.answer(out, "204 No Content", more, NOTHING, 0);
  }

  /** The session that the request belongs to; empty if it is of none that is open. */
  private String cookie(HttpExchange request) {
    String cookie = request.header("cookie");
    String session = cookie.startsWith("SessionId=") ? cookie.substring(10) : "";
    return kit.isOpen(session) ? session : "";
  }

  private String basic() {
    byte[] pair = (kit.user() + ':' + kit.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public void close() {
    try {
      socket.setSoLinger(true, 0); // as a plug that is pulled, not as a goodbye
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  /** Ends it so that what was said before still arrives. */
  void hangUp() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }
}
