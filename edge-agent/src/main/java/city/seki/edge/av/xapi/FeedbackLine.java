package city.seki.edge.av.xapi;

import city.seki.config.wire.BadMessage;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to a device, from its opening to its end. The device's thread sends, a thread of
 * the client hears.
 */
final class FeedbackLine implements WebSocket.Listener {
  /** What the line tells; called in a thread of the client. */
  interface Listener {
    /** The device should be looked at. */
    void changed();

    /** It says that it is about to restart. */
    void restarts();
  }

  /** Characters of the longest message that is kept; longer ones end the line. */
  private static final int LONGEST = 256 << 10;

  private static final Duration SENDING = Duration.ofSeconds(3);
  private static final Duration FAREWELL = Duration.ofMillis(500);
  private static final String PROBE = "probe";
  private static final List<String> UPTIME = List.of("Status", "SystemUnit", "Uptime");

  /** Not whole branches: sound in a room and the length of a call change all the time. */
  private static final List<List<String>> WATCHED =
      List.of(
          List.of("Status", "SystemUnit", "State"),
          List.of("Status", "Standby", "State"),
          List.of("Status", "Call", "Status"),
          List.of("Status", "Conference", "Presentation"),
          List.of("Status", "RoomAnalytics", "PeopleCount"),
          List.of("Status", "RoomAnalytics", "PeoplePresence"),
          List.of("Status", "Peripherals", "ConnectedDevice"),
          List.of("Status", "Diagnostics", "Message"),
          List.of("Status", "Provisioning", "Software", "UpgradeStatus"),
          List.of("Event", "BootEvent"));

  private final Listener listener;
  private final StringBuilder message = new StringBuilder();
  private volatile @Nullable WebSocket socket;
  private volatile boolean ended;
  private volatile boolean probeIsOut;

  FeedbackLine(Listener listener) {
    this.listener = listener;
  }

  /**
   * Asks for notices of all that a report is made of. What changed before it was heard is found by
   * the look for which the answer to the last request asks.
   */
  void subscribe() throws InterruptedException {
    for (int i = 0; i < WATCHED.size(); i++) {
      send(RpcMessage.subscribe(String.valueOf(i + 1), WATCHED.get(i)));
    }
  }

  /**
   * Asks for something small, so that a line that is dead without having been cut is found.
   *
   * @return false if the one before was not answered
   */
  boolean probe() throws InterruptedException {
    if (probeIsOut) {
      end();
      return false;
    }
    probeIsOut = true;
    send(RpcMessage.get(PROBE, UPTIME));
    return true;
  }

  boolean hasEnded() {
    return ended;
  }

  private void send(String text) throws InterruptedException {
    WebSocket open = socket;
    if (open == null || ended) {
      return;
    }
    try {
      open.sendText(text, true).get(SENDING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      end();
    }
  }

  /** Says goodbye, which ends the subscriptions, too. Never throws. */
  void close() {
    ended = true;
    WebSocket open = socket;
    if (open == null) {
      return;
    }
    open.sendClose(WebSocket.NORMAL_CLOSURE, "")
        .orTimeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
        .handle((sent, failure) -> sent)
        .join();
    open.abort();
  }

  private void end() {
    abandon();
    listener.changed();
  }

  /** Drops the line without a word, also one that has not been opened yet. */
  void abandon() {
    ended = true;
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    if (ended) {
      opened.abort(); // too late for whoever asked
    } else {
      opened.request(1);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    if (message.length() + part.length() > LONGEST) {
      end();
      return null;
    }
    message.append(part);
    if (last) {
      byte[] whole = message.toString().getBytes(StandardCharsets.UTF_8);
      message.setLength(0);
      take(whole);
    }
    from.request(1);
    return null;
  }

  private void take(byte[] json) {
    try {
      switch (RpcMessage.parse(json)) {
        case RpcMessage.Notice notice -> {
          if (notice.restarts()) {
            listener.restarts();
          }
          listener.changed();
        }
        case RpcMessage.Answer answer -> answered(answer.id());
        case RpcMessage.Refusal refusal -> answered(refusal.id());
        case RpcMessage.Other _ -> {}
      }
    } catch (BadMessage e) {
      end(); // what talks nonsense is asked by HTTP alone for a while
    }
  }

  private void answered(String id) {
    if (id.equals(PROBE)) {
      probeIsOut = false;
    } else if (id.equals(String.valueOf(WATCHED.size()))) {
      listener.changed();
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ended = true;
    listener.changed();
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    ended = true;
    listener.changed();
  }
}
