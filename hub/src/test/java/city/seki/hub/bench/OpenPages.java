package city.seki.hub.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Pages as far as the hub is concerned: connections on which its events are read, and each tap's
 * way to each of them timed from the moment at which it was sent.
 */
final class OpenPages implements AutoCloseable {
  private static final int READ_AT_ONCE = 2_048;

  private final BenchCity bench;
  private final TapScript taps;
  private final HubProcess hub;
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private Latencies told = new Latencies();

  OpenPages(BenchCity bench, TapScript taps, HubProcess hub) {
    this.bench = bench;
    this.taps = taps;
    this.hub = hub;
  }

  /**
   * The same taps, each noted when it goes. No reader is tapped again before its event has come.
   */
  MqttLoad.Script script() {
    return new MqttLoad.Script() {
      @Override
      public int speaker(long seq) {
        return taps.speaker(seq);
      }

      @Override
      public byte[] message(long seq) {
        byte[] message = taps.message(seq);
        String unit = taps.units().get(taps.speaker(seq));
        String office = Objects.requireNonNull(bench.city().units().get(unit)).office();
        String reader = TapScript.after(new String(message, ISO_8859_1), "\"reader\":\"", '"');
        sent.put(office + " " + reader, System.nanoTime());
        return message;
      }

      @Override
      public long answered(byte[] payload) {
        return taps.answered(payload);
      }
    };
  }

  /** Opens so many, and waits until the hub has greeted each. */
  void open(int pages) throws IOException, InterruptedException {
    CountDownLatch greeted = new CountDownLatch(pages);
    for (int page = 0; page < pages; page++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.http());
      sockets.add(socket);
      Thread.ofVirtual().start(() -> read(socket, greeted));
    }
    if (!greeted.await(60, TimeUnit.SECONDS)) {
      throw new IOException(greeted.getCount() + " pages were not greeted");
    }
  }

  private void read(Socket socket, CountDownLatch greeted) {
    String request =
        "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(hub.token());
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new Body(socket.getInputStream()), ISO_8859_1), READ_AT_ONCE)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      boolean tap = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals(": Seki")) {
          greeted.countDown();
        } else if (tap) {
          heard(line, System.nanoTime());
        }
        tap = line.equals("event: tap");
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        System.err.println("a page lost the hub: " + e.getMessage());
      }
    }
  }

  /** What an answer says, without its head and without the marks of its chunks (RFC 9112 §7.1). */
  private static final class Body extends FilterInputStream {
    private int left;
    private boolean begun;

    Body(InputStream in) {
      super(new BufferedInputStream(in, READ_AT_ONCE));
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (!begun) {
        begun = true;
        while (!line().isEmpty()) {
          // a field of the head
        }
      }
      if (left == 0) {
        left = Integer.parseInt(line(), 16);
        if (left == 0) {
          return -1;
        }
      }
      int read = super.read(to, offset, Math.min(length, left));
      left -= Math.max(read, 0);
      if (left == 0) {
        line();
      }
      return read;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("the hub ended the answer");
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }
  }

  private void heard(String data, long now) {
    String office = TapScript.after(data, "\"office\":\"", '"');
    Long since = sent.get(office + " " + TapScript.after(data, "\"reader\":\"", '"'));
    if (since != null) {
      add(now - since);
    }
  }

  private synchronized void add(long nanos) {
    told.add(nanos);
  }

  /** Waits until so many were counted, ten seconds at most. */
  synchronized void await(long events) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (told.count() < events && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.timedWait(this, 100);
    }
  }

  /** What was counted until now; counts anew. */
  synchronized Latencies take() {
    Latencies taken = told;
    told = new Latencies();
    return taken;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
