package city.seki.hub.feed;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A statistics system that keeps to the contract in a bad neighbourhood: it loses requests, hangs,
 * fails, and dies between taking and answering. What it took it knows by its key.
 */
final class StatisticsServer implements AutoCloseable {
  /** What happens to a request. */
  enum Fate {
    ANSWERED,
    FAILS_BEFORE,
    FAILS_AFTER,
    LOST_BEFORE,
    LOST_AFTER,
    HANGS_AFTER,
    BUSY
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final @Nullable Random random;
  private final int calls;
  private final Map<String, String> byKey = new HashMap<>();
  private final Map<LocalDate, Long> revisions = new HashMap<>();
  private final Map<LocalDate, Long> personDays = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int answered;
  private int requests;

  /**
   * @param random null for one that always answers
   */
  StatisticsServer(@Nullable Random random, int calls) throws IOException {
    this.random = random;
    this.calls = calls;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/figures", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/figures");
  }

  private synchronized Fate fate() {
    requests++;
    if (random == null || requests > calls) {
      return Fate.ANSWERED;
    }
    return Fate.values()[random.nextInt(Fate.values().length)];
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fate fate = fate();
    switch (fate) {
      case LOST_BEFORE -> exchange.close();
      case FAILS_BEFORE -> answer(exchange, 500);
      case BUSY -> answer(exchange, 429);
      case ANSWERED -> answer(exchange, take(exchange, body));
      case FAILS_AFTER -> {
        int _ = take(exchange, body);
        answer(exchange, 502);
      }
      case LOST_AFTER -> {
        int _ = take(exchange, body);
        exchange.close();
      }
      case HANGS_AFTER -> {
        int _ = take(exchange, body);
        hang();
        exchange.close();
      }
    }
  }

  private void hang() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private synchronized int take(HttpExchange exchange, byte[] body) {
    String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    String text = new String(body, StandardCharsets.UTF_8);
    if (!key.matches("\"[0-9a-f]+/[0-9-]+/[0-9]+\"")) {
      wrong.add("a key as " + key);
    }
    String before = byKey.putIfAbsent(key, text);
    if (before != null) {
      if (!before.equals(text)) {
        wrong.add("two bodies under " + key);
        return 422;
      }
      return 200;
    }
    try {
      JsonFields json = JsonFields.parse(body);
      JsonFields figures = json.object("figures");
      LocalDate day = LocalDate.parse(figures.text("date"));
      long revision = json.whole("revision");
      if (revision <= revisions.getOrDefault(day, 0L)) {
        wrong.add("revision " + revision + " of " + day + " came late");
      }
      revisions.put(day, revision);
      personDays.put(day, figures.whole("person_days"));
      answered++;
      return 201;
    } catch (BadMessage e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** By day, as the highest revision said. */
  synchronized Map<LocalDate, Long> personDays() {
    return Map.copyOf(personDays);
  }

  /** How many different messages it took. */
  synchronized int taken() {
    return answered;
  }

  synchronized int requests() {
    return requests;
  }

  synchronized List<String> wrong() {
    return List.copyOf(wrong);
  }

  @Override
  public void close() {
    ended.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
