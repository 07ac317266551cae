package city.seki.hub.http;

import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.Sha256;
import city.seki.hub.access.Operation;
import city.seki.hub.bundle.BundleStore;
import city.seki.hub.enrol.Enrolment;
import city.seki.hub.enrol.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Software for units: its bytes for those that show the certificate of a unit, in ranges (RFC 9110,
 * section 14) that fit into memory many times over; and for people which versions are there.
 */
final class BundleRoutes {
  /** Bytes of one answer; of a longer range the beginning is given. */
  private static final int MOST_BYTES = 256 << 10;

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,15})-(\\d{0,15})");
  private static final int PARTIAL = 206;

  private final BundleStore bundles;
  private final @Nullable Enrolment enrolment;

  /**
   * @param enrolment null for a hub that runs with --dev: its units fetch by the broker
   */
  BundleRoutes(BundleStore bundles, @Nullable Enrolment enrolment) {
    this.bundles = bundles;
    this.enrolment = enrolment;
  }

  List<Route> routes() {
    return List.of(
        Route.ofUnits("GET", "/bundle/{sha256}", this::piece),
        Route.ofUnits("GET", "/bundle/{sha256}/from/{version}", this::step),
        new Route("GET", "/api/v1/bundles", Operation.SEE_UNITS, call -> list()));
  }

  private void requireUnit(Call call) {
    if (enrolment == null) {
      throw Problem.notFound("this hub runs with --dev: its units fetch software by the broker");
    }
    boolean isUnit = enrolment.desk().peer(call.shown()) instanceof Peer.Unit unit && !unit.over();
    if (!isUnit) {
      throw Problem.forbidden("show the certificate of a unit that has not run out");
    }
  }

  private static Sha256 name(Call call) {
    try {
      return new Sha256(call.path("sha256"));
    } catch (IllegalArgumentException e) {
      throw Problem.notFound("a bundle is named by its SHA-256");
    }
  }

  private Reply piece(Call call) {
    requireUnit(call);
    Sha256 name = name(call);
    try {
      long size = bundles.size(name);
      if (size < 0) {
        throw Problem.notFound("no such bundle is here: seki-hub bundle add brings it");
      }
      Matcher range = RANGE.matcher(String.valueOf(call.header("Range")));
      if (!range.matches()) {
        throw Problem.badRequest("ask for a part of it by Range: bytes=FIRST-LAST");
      }
      long first = Long.parseLong(range.group(1));
      long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
      if (first >= size || last < first) {
        throw Problem.noSuchRange(size);
      }
      int length = (int) Math.min(MOST_BYTES, Math.min(last, size - 1) - first + 1);
      byte[] bytes = bundles.read(name, first, length).orElse(new byte[0]);
      return Reply.of(PARTIAL, "application/octet-stream", bytes)
          .with("Content-Range", "bytes " + first + "-" + (first + bytes.length - 1) + "/" + size)
          .with("Accept-Ranges", "bytes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply step(Call call) {
    requireUnit(call);
    try {
      return bundles
          .step(name(call), call.path("version"))
          .map(BundleStepMessage::toJson)
          .map(Reply::json)
          .orElseGet(Reply::done);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply list() {
    try {
      return Reply.json(
          JsonText.array(
              bundles.list(),
              (kept, o) ->
                  o.put("version", kept.manifest().version().toString())
                      .put("from", kept.manifest().from().toString())
                      .put("older", kept.manifest().older())
                      .put("sha256", kept.sha256().hex())
                      .put("size", kept.size())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
