package city.seki.edge.coap;

import city.seki.config.model.Place;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveNotificationOrderer;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.jspecify.annotations.Nullable;

/**
 * Every label of the office: one object that looks at the path of the request. It keeps its
 * observers by place, so that a change of one seat costs nothing for those who look at others.
 */
final class LabelsResource extends CoapResource {
  /** A label that missed a notification is wrong for at most so long. */
  private static final long MAX_AGE_SECONDS = 60;

  /** The hub's first word about the office may come at any time. */
  private static final int RETRY_SECONDS = 5;

  /** The longest ETag of RFC 7252. */
  private static final int ETAG_BYTES = 8;

  private final Labels labels;
  private final Peers peers;
  private final Replies replies;
  private final Map<Place, Set<ObserveRelation>> observers = new ConcurrentHashMap<>();
  private final ObserveNotificationOrderer order = new ObserveNotificationOrderer();

  LabelsResource(Labels labels, Peers peers, Replies replies) {
    super(UnitPath.SEATS);
    this.labels = labels;
    this.peers = peers;
    this.replies = replies;
    setObservable(true);
  }

  /** Tells the observers of that place what it shows now; on the server's thread. */
  void tell(Place place) {
    Set<ObserveRelation> told = observers.get(place);
    if (told != null) {
      order.getNextObserveNumber();
      told.forEach(relation -> handleRequest(relation.getExchange()));
    }
  }

  @Override
  public void handleRequest(Exchange exchange) {
    CoapExchange request = new CoapExchange(exchange);
    if (request.getRequestCode() != Code.GET) {
      replies.refuse(request, Cause.METHOD, "expected GET");
    } else if (!mayRead(Caller.of(exchange))) {
      replies.refuse(request, Cause.FORBIDDEN, "this unit does not know you any more");
    } else {
      Place place = place(exchange);
      boolean mayCome = labels.mayCome(place); // asked first: it may come between both questions
      Label label = labels.show(place);
      if (label != null) {
        show(request, label);
      } else if (mayCome) {
        request.respondOverload(RETRY_SECONDS);
      } else {
        request.respond(ResponseCode.NOT_FOUND);
      }
    }
  }

  /** A session outlives the identity that was taken from the unit's list. */
  private boolean mayRead(Caller caller) {
    return switch (caller) {
      case Caller.Known known -> peers.find(known.identity()) != null;
      case Caller.Local _ -> true;
      case Caller.Mixed _ -> false;
    };
  }

  private static void show(CoapExchange request, Label label) {
    int accepted =
        request.getRequestOptions().hasAccept()
            ? request.getRequestOptions().getAccept()
            : MediaTypeRegistry.APPLICATION_JSON;
    switch (accepted) {
      case MediaTypeRegistry.APPLICATION_JSON -> respond(request, label.json(), accepted);
      case MediaTypeRegistry.TEXT_PLAIN -> respond(request, label.lines(), accepted);
      default -> request.respond(ResponseCode.NOT_ACCEPTABLE);
    }
  }

  private static void respond(CoapExchange request, byte[] payload, int format) {
    byte[] etag = etag(payload);
    request.setETag(etag);
    request.setMaxAge(MAX_AGE_SECONDS);
    if (request.getRequestOptions().containsETag(etag)) {
      request.respond(ResponseCode.VALID);
    } else {
      request.respond(ResponseCode.CONTENT, payload, format);
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
    observers.compute(place(relation.getExchange()), (place, now) -> with(now, relation));
  }

  @Override
  public void removeObserveRelation(ObserveRelation relation) {
    observers.computeIfPresent(
        place(relation.getExchange()), (place, now) -> without(now, relation));
  }

  @Override
  public int getObserverCount() {
    return observers.values().stream().mapToInt(Set::size).sum();
  }

  private static Place place(Exchange exchange) {
    if (UnitPath.of(exchange.getRequest().getOptions().getUriPath())
        instanceof UnitPath.OfLabel label) {
      return label.place();
    }
    throw new IllegalStateException("a label without a place");
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
