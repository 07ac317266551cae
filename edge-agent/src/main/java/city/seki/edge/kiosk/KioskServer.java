package city.seki.edge.kiosk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Gives the page of the display and what it shows to a browser at this machine, by HTTP.
 *
 * <p>CONSTRAINTS: it listens on loopback alone. It answers only those who call it by a name of
 * loopback, so that no page of the network can reach it under a name of its own. It takes nothing
 * in: whatever is asked, nothing changes. The page loads nothing from anywhere else.
 */
public final class KioskServer implements AutoCloseable {
  /** One browser with one page has a stream and a file or two; the rest is a page that leaked. */
  private static final int MOST = 8;

  /** So often a stream says that it is there though nothing happens. */
  private static final long SIGN_MS = 15_000;

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int MISDIRECTED = 421;
  private static final int BUSY = 503;

  private static final byte[] SIGN = ":\n\n".getBytes(US_ASCII);
  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] END = "\n\n".getBytes(US_ASCII);

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  @SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
  private record Part(String type, byte[] bytes) {
    static Part of(String file, String type) throws IOException {
      try (InputStream in = KioskServer.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IOException("this program lacks its " + file);
        }
        return new Part(type, in.readAllBytes());
      }
    }
  }

  /** What is shown, and how often it was another before. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
  private record Shown(long number, byte[] screen) {}

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Part> parts;
  private final Set<String> hosts;
  private final Semaphore room = new Semaphore(MOST);
  private final Set<BlockingQueue<Boolean>> streams = ConcurrentHashMap.newKeySet();
  private volatile Shown shown = new Shown(0, new byte[0]);
  private volatile boolean ended;

  private KioskServer(HttpServer server, ThreadFactory threads) throws IOException {
    this.server = server;
    this.threads = Executors.newThreadPerTaskExecutor(threads);
    parts =
        Map.of(
            "/", Part.of("kiosk.html", "text/html; charset=utf-8"),
            "/kiosk.js", Part.of("kiosk.js", "text/javascript; charset=utf-8"),
            "/kiosk.css", Part.of("kiosk.css", "text/css; charset=utf-8"),
            "/kiosk.svg", Part.of("kiosk.svg", "image/svg+xml"));
    hosts = Set.of("127.0.0.1:" + port(), "localhost:" + port());
  }

  /**
   * Listens from now on.
   *
   * @param port 0 for any free one
   * @throws IOException if that port cannot be had
   */
  public static KioskServer start(int port, ThreadFactory threads) throws IOException {
    // Else a screen that follows another within 40 ms waits for the browser to acknowledge that
    // one;
    // this server has no other way to be told (module jdk.httpserver, implementation note).
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), MOST);
    KioskServer kiosk = new KioskServer(server, threads);
    server.setExecutor(kiosk.threads);
    server.createContext("/", kiosk::handle);
    server.start();
    return kiosk;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** That is to be shown from now on, as JSON on one line. By one thread; returns at once. */
  public void show(byte[] screen) {
    shown = new Shown(shown.number() + 1, screen);
    wakeAll();
  }

  private void wakeAll() {
    // Where it is full the stream is about to look anyway.
    streams.forEach(news -> news.offer(true));
  }

  private void handle(HttpExchange call) throws IOException {
    try (call) {
      if (!room.tryAcquire()) {
        refuse(call, BUSY);
        return;
      }
      try {
        answer(call);
      } finally {
        room.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange call) throws IOException, InterruptedException {
    List<String> host = call.getRequestHeaders().getOrDefault("Host", List.of());
    String path = call.getRequestURI().getRawPath();
    Part part = parts.get(path);
    if (host.size() != 1 || !hosts.contains(host.getFirst())) {
      refuse(call, MISDIRECTED);
    } else if (part == null && !path.equals("/events")) {
      refuse(call, NOT_FOUND);
    } else if (!call.getRequestMethod().equals("GET")) {
      call.getResponseHeaders().set("Allow", "GET");
      refuse(call, NOT_ALLOWED);
    } else if (part != null) {
      headers(call, part.type());
      call.sendResponseHeaders(OK, part.bytes().length);
      call.getResponseBody().write(part.bytes());
    } else {
      stream(call);
    }
  }

  private static Headers headers(HttpExchange call, String type) {
    Headers headers = call.getResponseHeaders();
    HEADERS.forEach(headers::set);
    headers.set("Content-Type", type);
    return headers;
  }

  private static void refuse(HttpExchange call, int status) throws IOException {
    HEADERS.forEach(call.getResponseHeaders()::set);
    call.sendResponseHeaders(status, -1);
  }

  /**
   * Tells all that is to be shown, and again whenever it is another: there is nothing to catch up.
   */
  private void stream(HttpExchange call) throws IOException, InterruptedException {
    headers(call, "text/event-stream; charset=utf-8");
    call.sendResponseHeaders(OK, 0);
    BlockingQueue<Boolean> news = new ArrayBlockingQueue<>(1);
    streams.add(news);
    try (OutputStream out = call.getResponseBody()) {
      Shown told = shown;
      tell(out, told);
      while (!ended) {
        var _ = news.poll(SIGN_MS, TimeUnit.MILLISECONDS);
        Shown now = shown;
        if (now.number() == told.number()) {
          out.write(SIGN);
          out.flush();
        } else {
          tell(out, now);
        }
        told = now;
      }
    } finally {
      streams.remove(news);
    }
  }

  private static void tell(OutputStream out, Shown now) throws IOException {
    if (now.number() > 0) {
      out.write(DATA);
      out.write(now.screen());
      out.write(END);
    } else {
      out.write(SIGN);
    }
    out.flush();
  }

  @Override
  public void close() {
    ended = true;
    wakeAll();
    server.stop(0);
    threads.shutdownNow();
  }
}
