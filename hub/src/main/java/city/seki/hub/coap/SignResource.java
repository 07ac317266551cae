package city.seki.hub.coap;

import city.seki.config.model.City;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveNotificationOrderer;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.jspecify.annotations.Nullable;

/**
 * Every sign of the city: one object that looks at the path of the request. It keeps its observers
 * by sign, so that a change of one seat costs nothing for those who look at others.
 */
final class SignResource extends CoapResource {
  /** A label that missed a notification is wrong for at most so long. */
  private static final long MAX_AGE_SECONDS = 60;

  /** The floor is looked at once a second. */
  private static final int RETRY_SECONDS = 1;

  /** The longest ETag of RFC 7252. */
  private static final int ETAG_BYTES = 8;

  private final Supplier<City> city;
  private final Map<String, byte[]> shown = new ConcurrentHashMap<>();
  private final Map<String, Set<ObserveRelation>> observers = new ConcurrentHashMap<>();
  private final ObserveNotificationOrderer order = new ObserveNotificationOrderer();

  SignResource(Supplier<City> city) {
    super(SignPath.OFFICES);
    this.city = city;
    setObservable(true);
  }

  /** Notes what the sign of a topic shows. Safe for all threads. */
  void show(String topic, byte[] payload) {
    if (payload.length == 0) {
      shown.remove(topic);
    } else {
      shown.put(topic, payload);
    }
  }

  /** Tells the observers of that topic what it shows now; on the server's thread. */
  void tell(String topic) {
    Set<ObserveRelation> told = observers.get(topic);
    if (told != null) {
      order.getNextObserveNumber();
      told.forEach(relation -> handleRequest(relation.getExchange()));
    }
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    OptionSet options = exchange.getRequestOptions();
    if (options.hasAccept() && options.getAccept() != MediaTypeRegistry.APPLICATION_JSON) {
      exchange.respond(ResponseCode.NOT_ACCEPTABLE);
      return;
    }
    SignPath path = SignPath.of(options.getUriPath());
    byte[] payload = path == null ? null : shown.get(path.topic());
    if (payload != null) {
      respond(exchange, payload);
    } else if (path != null && path.isIn(city.get())) {
      // The hub has just started, or the seat is new: not a word for a label to remember.
      exchange.respondOverload(RETRY_SECONDS);
    } else {
      exchange.respond(ResponseCode.NOT_FOUND);
    }
  }

  private static void respond(CoapExchange exchange, byte[] payload) {
    byte[] etag = etag(payload);
    exchange.setETag(etag);
    exchange.setMaxAge(MAX_AGE_SECONDS);
    if (exchange.getRequestOptions().containsETag(etag)) {
      exchange.respond(ResponseCode.VALID);
    } else {
      exchange.respond(ResponseCode.CONTENT, payload, MediaTypeRegistry.APPLICATION_JSON);
    }
  }

  private static byte[] etag(byte[] payload) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(payload), ETAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int getNotificationSequenceNumber() {
    return order.getCurrent();
  }

  @Override
  public void addObserveRelation(ObserveRelation relation) {
    observers.compute(topic(relation.getExchange()), (topic, now) -> with(now, relation));
  }

  @Override
  public void removeObserveRelation(ObserveRelation relation) {
    observers.computeIfPresent(
        topic(relation.getExchange()), (topic, now) -> without(now, relation));
  }

  @Override
  public int getObserverCount() {
    return observers.values().stream().mapToInt(Set::size).sum();
  }

  private static String topic(Exchange exchange) {
    SignPath path = SignPath.of(exchange.getRequest().getOptions().getUriPath());
    if (path == null) {
      throw new IllegalStateException("an observer of no sign");
    }
    return path.topic();
  }

  private static Set<ObserveRelation> with(
      @Nullable Set<ObserveRelation> now, ObserveRelation relation) {
    Set<ObserveRelation> more = now == null ? new HashSet<>() : new HashSet<>(now);
    more.add(relation);
    return more;
  }

  private static @Nullable Set<ObserveRelation> without(
      Set<ObserveRelation> now, ObserveRelation relation) {
    Set<ObserveRelation> fewer = new HashSet<>(now);
    fewer.remove(relation);
    return fewer.isEmpty() ? null : fewer;
  }
}
