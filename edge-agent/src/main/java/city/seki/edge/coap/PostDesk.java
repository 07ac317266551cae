package city.seki.edge.coap;

import city.seki.config.wire.BadMessage;
import city.seki.edge.card.Pace;
import city.seki.edge.senml.SenmlFormat;
import city.seki.edge.senml.SenmlPack;
import city.seki.edge.senml.SensorReport;
import city.seki.provisioning.dtls.Allowances;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a sensor's post. Confined to the server's thread.
 *
 * <p>GOALS, in this order: nobody speaks for another; nothing is told twice; no peer can wear out
 * the unit; whoever looks at a refused sensor sees why.
 *
 * <p><b>Told once.</b> DTLS throws a datagram away that comes a second time, and no session takes
 * the records of another. A sensor that did not hear its answer, though, posts anew. So the newest
 * time of the last accepted post is remembered for each sensor: a post that is not newer is
 * answered 2.04 and not told again, one that is more than five minutes older 4.09. Remembered for
 * an hour, of at most 1,024 peers, and not across a restart. A sensor whose times are relative (no
 * clock) has only DTLS for that; one that tells more often than its clock ticks needs fractions.
 *
 * <p><b>Ten at once, one a second</b> for each peer, refused ones too; more is 4.29 with Max-Age.
 */
final class PostDesk {
  /** The largest body, in bytes. */
  static final int LARGEST_BODY = 4_096;

  private static final int MOST_PEERS = 1_024;
  private static final Allowances.Limits LIMITS = new Allowances.Limits(10, 1, MOST_PEERS);
  private static final int SENSML_JSON = 111;
  private static final int SENSML_CBOR = 113;

  private final Pace pace;
  private final Peers peers;
  private final Consumer<SensorPost> posts;
  private final Allowances<String> allowances;

  /** The one unused longest goes first. */
  private final Map<String, Told> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
          return size() > MOST_PEERS;
        }
      };

  PostDesk(Pace pace, Peers peers, Consumer<SensorPost> posts) {
    this.pace = pace;
    this.allowances = new Allowances<>(LIMITS, pace::nanos);
    this.peers = peers;
    this.posts = posts;
  }

  /**
   * Decides, and tells what is accepted.
   *
   * @param identity of the DTLS session; null where there is none, in development
   * @param sensor as in the path
   * @param contentFormat -1 where none is given
   */
  Verdict post(@Nullable String identity, String sensor, int contentFormat, byte[] body) {
    long now = pace.nanos();
    String sender = identity == null ? sensor : identity;
    Peer peer = peers.find(sender);
    if (peer != null && !allowances.take(sender)) {
      long wait = allowances.waitSeconds(sender);
      return new Verdict.Refused(Cause.TOO_FAST, "one post a second", wait);
    }
    if (!sender.equals(sensor)) {
      return new Verdict.Refused(Cause.FORBIDDEN, "a sensor may post for itself only");
    }
    String place = peer == null ? null : peer.place();
    return place == null
        ? new Verdict.Refused(Cause.UNKNOWN_SENSOR, "this unit has no such sensor")
        : read(sensor, place, contentFormat, body, now);
  }

  private Verdict read(String sensor, String place, int contentFormat, byte[] body, long now) {
    SenmlFormat format = format(contentFormat);
    if (format == null) {
      return new Verdict.Refused(Cause.FORMAT, formatsTaken(contentFormat));
    }
    if (body.length > LARGEST_BODY) {
      return new Verdict.Refused(Cause.TOO_LARGE, "at most " + LARGEST_BODY + " bytes");
    }
    try {
      SensorReport report = SensorReport.of(SenmlPack.read(body, format));
      return settle(new SensorPost(sensor, place, report, now));
    } catch (BadMessage e) {
      return new Verdict.Refused(Cause.BAD_SENML, String.valueOf(e.getMessage()));
    }
  }

  private Verdict settle(SensorPost post) {
    Double newest = post.report().newest();
    return switch (Told.order(told.get(post.sensor()), newest, post.arrivedNanos())) {
      case NEWER -> {
        if (newest != null) {
          told.put(post.sensor(), new Told(newest, post.arrivedNanos()));
        }
        posts.accept(post);
        yield new Verdict.Taken();
      }
      case AGAIN -> new Verdict.Repeated();
      case OLDER ->
          new Verdict.Refused(
              Cause.OLDER, "older than the last post by minutes: is the sensor's clock right?");
    };
  }

  private static @Nullable SenmlFormat format(int contentFormat) {
    return switch (contentFormat) {
      case MediaTypeRegistry.APPLICATION_SENML_JSON -> SenmlFormat.JSON;
      case MediaTypeRegistry.APPLICATION_SENML_CBOR -> SenmlFormat.CBOR;
      default -> null;
    };
  }

  private static String formatsTaken(int contentFormat) {
    String taken = "expected content format 110 (senml+json) or 112 (senml+cbor)";
    return contentFormat == SENSML_JSON || contentFormat == SENSML_CBOR
        ? taken + "; a stream (sensml) is not taken"
        : taken;
  }
}
