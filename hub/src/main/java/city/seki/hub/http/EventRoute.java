package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.access.Operation;
import city.seki.hub.alert.LiveAlerts;
import city.seki.hub.live.EventStream;
import city.seki.hub.rollout.Rollouts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Every change as server-sent events. Each listener has a queue and a thread of its own: one that
 * reads slowly or is gone holds up nobody.
 */
final class EventRoute {
  /** Most listeners at a time. */
  private static final int MOST = 2_000;

  /** Bytes after which no further event is added to a piece. */
  private static final int ENOUGH_AT_ONCE = 16_384;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  /** A stopping hub is noticed within this time, by listeners to whom nothing is told. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final EventStream stream;
  private final InstantSource clock;
  private volatile boolean open = true;

  EventRoute(EventStream stream, InstantSource clock) {
    this.stream = stream;
    this.clock = clock;
  }

  Route route() {
    return new Route("GET", "/api/v1/events", Operation.SEE_FLOOR, this::listen);
  }

  private Reply listen(Call call) {
    if (stream.listeners() >= MOST) {
      throw Problem.unavailable("too many listeners");
    }
    String named = call.header("Last-Event-ID");
    String lastSeen = named != null ? named : call.query("last_event_id");
    return Reply.stream("text/event-stream", out -> tell(lastSeen, call, out))
        .with("X-Accel-Buffering", "no");
  }

  private void tell(@Nullable String lastSeen, Call call, OutputStream out)
      throws IOException, InterruptedException {
    try (EventStream.Subscription subscription = stream.subscribe(lastSeen)) {
      Instant alive = clock.instant(); // before it is told: whoever hears it may set the clock
      write(": Seki\n\n", out);
      while (open) {
        EventStream.Sent event = subscription.next(TURN.toMillis(), TimeUnit.MILLISECONDS);
        if (event != null) {
          byte[] piece = together(event, subscription, call);
          if (piece.length > 0) {
            out.write(piece);
            out.flush();
          }
        }
        Instant now = clock.instant();
        if (Duration.between(alive, now).abs().compareTo(KEEP_ALIVE) >= 0) {
          if (!call.stillSignedIn()) {
            return;
          }
          write(":\n\n", out);
          alive = now;
        }
      }
    }
  }

  /**
   * That event and those that are there by now, in one piece: a tap is three events, and with a
   * thousand pages it is the number of pieces that costs.
   */
  private static byte[] together(
      EventStream.Sent first, EventStream.Subscription subscription, Call call)
      throws InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(1_024);
    EventStream.Sent event = first;
    while (event != null) {
      if (mayHear(event, call)) {
        all.writeBytes(text(event).getBytes(UTF_8));
      }
      event = all.size() < ENOUGH_AT_ONCE ? subscription.next(0, TimeUnit.MILLISECONDS) : null;
    }
    return all.toByteArray();
  }

  private static boolean mayHear(EventStream.Sent event, Call call) {
    return switch (event.name()) {
      case LiveAlerts.EVENT -> call.principal().may(Operation.SEE_ALERTS);
      case Rollouts.EVENT -> call.principal().may(Operation.SEE_ROLLOUTS);
      default -> true;
    };
  }

  private static String text(EventStream.Sent event) {
    return "id: " + event.id() + "\nevent: " + event.name() + "\ndata: " + event.data() + "\n\n";
  }

  private static void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  /** Lets every listener go, within {@link #TURN}. */
  void close() {
    open = false;
  }
}
