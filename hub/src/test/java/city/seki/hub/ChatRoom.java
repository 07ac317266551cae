package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The other end of an incoming webhook; it takes everything unless it is told otherwise. */
public final class ChatRoom implements AutoCloseable {
  private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
  private final Deque<Integer> answers = new ConcurrentLinkedDeque<>();
  private final HttpServer server;

  public ChatRoom() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          Integer status = answers.poll();
          exchange.sendResponseHeaders(status == null ? 200 : status, -1);
          exchange.close();
        });
    server.start();
  }

  /** HOST:PORT. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public URI address() {
    return URI.create("http://" + host() + "/hook");
  }

  /** The next posts are answered with these, one after the other. */
  public void answers(Integer... statuses) {
    answers.addAll(List.of(statuses));
  }

  /** The next one that is posted. */
  public String next() throws InterruptedException {
    return Objects.requireNonNull(posted.poll(60, TimeUnit.SECONDS), "nothing was posted");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
