package city.seki.config.link;

import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect and, if it succeeds, the one connection that comes of it, with a Paho
 * client of its own: opened, perhaps ready, then gone, and never used again. May be called from any
 * thread.
 */
final class PahoConnection implements MqttCallback {
  /** Hears of one connection: {@code ready} at most once, then {@code gone} exactly once. */
  interface Owner {
    void ready(PahoConnection connection, LinkFacts facts);

    void gone(PahoConnection connection, LinkDown why);

    void arrived(PahoConnection connection, Arrived message);
  }

  static final int QOS = 1;
  private static final int FIRST_ERROR_CODE = 0x80;

  private final LinkSettings settings;
  private final LinkThreads threads;
  private final Owner owner;
  private final FlushGate gate = new FlushGate();
  private final AtomicBoolean gone = new AtomicBoolean();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Set<PubAck> unanswered = ConcurrentHashMap.newKeySet();
  // Paho gives out topic aliases without a lock of its own: unordered, an alias overtakes its topic
  private final ReentrantLock publishing = new ReentrantLock();
  private volatile @Nullable MqttAsyncClient client;
  private volatile @Nullable LinkSocket socket;
  private volatile @Nullable ScheduledFuture<?> deadline;
  private volatile @Nullable LinkFacts facts;

  PahoConnection(LinkSettings settings, LinkThreads threads, Owner owner) {
    this.settings = settings;
    this.threads = threads;
    this.owner = owner;
  }

  /** Begins to connect; what comes of it is told to the owner. */
  void open() {
    deadline =
        threads.schedule(
            () ->
                end(
                    new LinkDown(
                        LinkDown.Cause.TIMEOUT,
                        settings.place()
                            + " took the connection but did not answer within "
                            + settings.connectTimeout().toSeconds()
                            + " s: is it an MQTT broker?")),
            settings.connectTimeout().toMillis() + 500,
            TimeUnit.MILLISECONDS);
    try {
      // always tcp: whether it is TLS is the business of the socket
      MqttAsyncClient opened =
          new MqttAsyncClient(
              "tcp://" + settings.place(), settings.clientId(), new NoPersistence(), null, threads);
      client = opened;
      opened.setCallback(this);
      opened.setManualAcks(settings.manualAcks());
      opened.connect(
          PahoTerms.options(settings, new LinkSocketFactory(this::newSocket)),
          null,
          whenDone(token -> subscribe(opened, token)));
    } catch (MqttException | IllegalArgumentException e) {
      end(LinkFault.of(e, settings));
    }
  }

  private Socket newSocket() {
    LinkSocket made =
        new LinkSocket(
            settings::over,
            gate,
            settings.manualAcks(),
            settings.gatheredReads(),
            settings.mostPacketBytes() == 0 ? null : new PacketBound(settings.mostPacketBytes()));
    socket = made;
    if (gone.get()) {
      made.cut();
    }
    return made;
  }

  private void subscribe(MqttAsyncClient opened, IMqttToken connack) throws MqttException {
    facts = PahoTerms.facts(connack, settings);
    if (settings.subscriptions().isEmpty()) {
      becomeReady();
      return;
    }
    MqttSubscription[] wanted =
        settings.subscriptions().stream()
            .map(filter -> new MqttSubscription(filter, QOS))
            .toArray(MqttSubscription[]::new);
    var _ =
        opened.subscribe(wanted, null, whenDone(this::checkSubscriptions), new MqttProperties());
  }

  private void checkSubscriptions(IMqttToken suback) {
    int[] codes = suback.getReasonCodes();
    for (int i = 0; codes != null && i < codes.length; i++) {
      if (codes[i] >= FIRST_ERROR_CODE) {
        end(
            new LinkDown(
                LinkDown.Cause.DENIED,
                settings.place()
                    + " refused the subscription to '"
                    + settings.subscriptions().get(i)
                    + "' (reason code "
                    + codes[i]
                    + "): check what '"
                    + settings.clientId()
                    + "' may read"));
        return;
      }
    }
    becomeReady();
  }

  private void becomeReady() {
    cancelDeadline();
    LinkMessage birth = settings.birth();
    if (birth != null) {
      var _ = publish(birth);
    }
    LinkFacts known = facts;
    if (known != null && !gone.get()) {
      owner.ready(this, known);
    }
  }

  CompletionStage<Published> publish(LinkMessage message) {
    LinkFacts known = facts;
    MqttAsyncClient open = client;
    if (known == null || open == null || gone.get()) {
      return CompletableFuture.completedFuture(Published.DOWN);
    }
    if (PahoTerms.size(message) > known.maximumPacketBytes()) {
      return CompletableFuture.completedFuture(Published.TOO_LARGE);
    }
    if (underWay.incrementAndGet() > known.window()) {
      underWay.decrementAndGet();
      return CompletableFuture.completedFuture(Published.FULL);
    }
    PubAck answer = new PubAck();
    unanswered.add(answer);
    publishing.lock();
    try {
      var _ = open.publish(message.topic(), PahoTerms.message(message), null, answer);
      gate.handedOver();
    } catch (MqttException e) {
      boolean full = e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT;
      answer.is(full ? Published.FULL : Published.DOWN);
    } finally {
      publishing.unlock();
    }
    if (gone.get()) {
      answer.is(Published.LOST); // if end() came in between: it may have missed this one
    }
    return answer.outcome;
  }

  void together(Runnable sends) {
    gate.hold();
    try {
      sends.run();
    } finally {
      gate.release();
    }
  }

  void acknowledge(int packetId, int qos) {
    MqttAsyncClient open = client;
    if (open != null && qos > 0 && settings.manualAcks() && !gone.get()) {
      try {
        open.messageArrivedComplete(packetId, qos);
        gate.handedOver();
      } catch (MqttException e) {
        end(LinkFault.of(e, settings));
      }
    }
  }

  /** Cuts the connection at once, whatever state it is in; the broker publishes the will. */
  void end(LinkDown why) {
    if (!gone.compareAndSet(false, true)) {
      return;
    }
    cancelDeadline();
    LinkSocket open = socket;
    if (open != null) {
      open.cut();
    }
    unanswered.forEach(answer -> answer.is(Published.LOST));
    MqttAsyncClient ended = client;
    if (ended != null) {
      threads.execute(() -> shutDown(ended, false));
    }
    owner.gone(this, why);
  }

  /** Says DISCONNECT, so that the broker publishes no will, and waits for at most a second. */
  void leave(String reason) {
    MqttAsyncClient open = client;
    if (open != null && facts != null && !gone.get()) {
      shutDown(open, true);
    }
    end(new LinkDown(LinkDown.Cause.CLOSED, reason));
  }

  private static void shutDown(MqttAsyncClient client, boolean sayDisconnect) {
    try {
      if (sayDisconnect) {
        client.disconnect(0).waitForCompletion(1_000);
      } else {
        client.disconnectForcibly(0, 0, false);
      }
    } catch (MqttException e) {
      // it is as disconnected as it can be: the socket is closed by end()
    }
  }

  private void cancelDeadline() {
    ScheduledFuture<?> running = deadline;
    if (running != null) {
      running.cancel(false);
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    if (gone.get()) {
      return;
    }
    MqttProperties properties = message.getProperties();
    owner.arrived(
        this,
        new Arrived(
            topic,
            message.getPayload(),
            message.isRetained(),
            properties.getResponseTopic(),
            properties.getCorrelationData(),
            this,
            message.getId(),
            message.getQos()));
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    MqttException cause = response.getException();
    end(
        cause == null
            ? LinkFault.ofCode(response.getReturnCode(), settings)
            : LinkFault.of(cause, settings));
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    // followed by disconnected() where it matters
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // PubAck hears it
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    // the listener of connect() hears it
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // no enhanced authentication is asked for
  }

  private interface Step {
    void done(IMqttToken token) throws MqttException;
  }

  private MqttActionListener whenDone(Step next) {
    return new MqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        try {
          next.done(token);
        } catch (MqttException e) {
          end(LinkFault.of(e, settings));
        }
      }

      @Override
      public void onFailure(IMqttToken token, Throwable fault) {
        end(LinkFault.of(fault, settings));
      }
    };
  }

  /** One publish that waits for its answer; identity is what tells it from the others. */
  private final class PubAck implements MqttActionListener {
    private final CompletableFuture<Published> outcome = new CompletableFuture<>();

    @Override
    public void onSuccess(IMqttToken token) {
      int[] codes = token.getReasonCodes();
      boolean refused = codes != null && codes.length > 0 && codes[0] >= FIRST_ERROR_CODE;
      is(refused ? Published.REFUSED : Published.ACKNOWLEDGED);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable fault) {
      is(Published.LOST);
    }

    /** The first answer counts. */
    void is(Published what) {
      if (unanswered.remove(this)) {
        underWay.decrementAndGet();
        outcome.complete(what);
      }
    }
  }
}
