package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.enrol.Enrolment;
import city.seki.hub.enrol.EstReply;
import city.seki.hub.enrol.Peer;
import city.seki.hub.enrol.StartDocuments;
import city.seki.provisioning.ca.KeyAway;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.enrol.EnrolCommand;
import city.seki.provisioning.enrol.EnrolRefusal;
import city.seki.provisioning.est.Base64Body;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.est.CertsOnly;
import city.seki.provisioning.est.ContentFormat;
import city.seki.provisioning.est.CsrAttributes;
import city.seki.provisioning.est.EstResource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EST over HTTPS (RFC 7030, as corrected by RFC 8951), and the document from which a unit starts.
 * Who asks is known by the certificate that was shown in TLS, or by a code (HTTP Basic); roles have
 * no part in it.
 *
 * <p>A request that is linked to its connection (RFC 7030, 3.5) is refused with the reason: neither
 * {@code tls-unique} nor an exporter can be had of the server here, and certificates at both ends
 * keep a request from being passed on. {@code csrattrs} does not ask for it either.
 */
final class EstRoutes {
  private static final String FOLDER = "/.well-known/est/";
  private static final String BASIC = "basic ";

  /** What a wrong, used, expired or withdrawn code has in common: one answer. */
  private static final Set<EnrolRefusal> OF_CLAIM =
      EnumSet.of(
          EnrolRefusal.UNKNOWN_CLAIM,
          EnrolRefusal.CLAIM_USED,
          EnrolRefusal.CLAIM_EXPIRED,
          EnrolRefusal.CLAIM_WITHDRAWN);

  private final @Nullable Enrolment enrolment;

  EstRoutes(@Nullable Enrolment enrolment) {
    this.enrolment = enrolment;
  }

  List<Route> routes() {
    return List.of(
        est("GET", EstResource.CA_CERTIFICATES, call -> authorities()),
        est("GET", EstResource.ATTRIBUTES, call -> attributes()),
        est("POST", EstResource.ENROLL, this::enrol),
        est("POST", EstResource.REENROLL, this::renew),
        Route.ofUnits("GET", "/unit", this::start),
        new Route("GET", "/crl", null, call -> crl()));
  }

  private static Route est(String method, EstResource resource, Route.Handler handler) {
    return Route.ofUnits(method, FOLDER + resource.httpName(), handler);
  }

  private Enrolment enrolment() {
    if (enrolment == null) {
      throw Problem.notFound("this hub runs with --dev: it has no authority");
    }
    return enrolment;
  }

  private Reply authorities() {
    return encoded(ContentFormat.CERTS_ONLY, CertsOnly.write(enrolment().desk().chain()));
  }

  private Reply attributes() {
    var _ = enrolment();
    return encoded(ContentFormat.CSR_ATTRIBUTES, CsrAttributes.write(false));
  }

  private Reply crl() {
    try {
      return Reply.of(200, "application/pkix-crl", enrolment().desk().crl());
    } catch (KeyAway e) {
      throw Problem.unavailable("the list has to be signed anew, and the key cannot be used now");
    }
  }

  private static Reply encoded(ContentFormat format, byte[] der) {
    return Reply.of(200, format.mediaType(), Base64Body.write(der).getBytes(UTF_8))
        .with("Content-Transfer-Encoding", "base64"); // clients of RFC 7030 look for it
  }

  private Reply enrol(Call call) {
    Peer peer = enrolment().desk().peer(call.shown());
    Optional<EnrolCommand.Asker> asker = peer.asker();
    return asker.isPresent()
        ? told(enrolment().desk().enrol(asker.get(), request(call), null))
        : byCode(call);
  }

  private Reply renew(Call call) {
    if (enrolment().desk().peer(call.shown()) instanceof Peer.Unit unit) {
      EnrolCommand.Asker asker = new EnrolCommand.ByUnit(unit.id(), unit.serial());
      return told(enrolment().desk().enrol(asker, request(call), null));
    }
    throw Problem.notEnrolled(EnrolRefusal.UNKNOWN_CERTIFICATE.word());
  }

  /** Slow by intent, and limited before it costs anything. */
  private Reply byCode(Call call) {
    String password = password(call.header("Authorization"));
    if (password == null) {
      throw Problem.claimFirst();
    }
    if (!enrolment().codes().admits(call.address())) {
      throw Problem.tooManyFailures();
    }
    byte[] request = request(call);
    Optional<Holder.Claim> claim = enrolment().desk().claimOf(password);
    EstReply reply =
        claim
            .map(it -> new EnrolCommand.ByClaim(it, Optional.empty()))
            .map(it -> enrolment().desk().enrol(it, request, null))
            .orElseGet(() -> new EstReply.Refused(EnrolRefusal.UNKNOWN_CLAIM));
    if (reply instanceof EstReply.Refused(EnrolRefusal reason) && OF_CLAIM.contains(reason)) {
      enrolment().codes().failed(call.address());
      throw Problem.claimFirst();
    }
    return told(reply);
  }

  /** Of HTTP Basic (RFC 7617) with the name of all claims; null if there is none. */
  private static @Nullable String password(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return null;
    }
    try {
      String login =
          new String(
              Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()), UTF_8);
      return login.startsWith(ClaimCode.USER + ":")
          ? login.substring(ClaimCode.USER.length() + 1)
          : null;
    } catch (IllegalArgumentException e) {
      return null; // no base64, and so no login
    }
  }

  private static byte[] request(Call call) {
    String type = call.header("Content-Type");
    String wanted = ContentFormat.REQUEST.mediaType();
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(wanted)) {
      throw Problem.badRequest("expected a request as " + wanted + ", in base64");
    }
    return Base64Body.read(call.body(), CertificateRequest.MOST_BYTES)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "expected base64 of at most " + CertificateRequest.MOST_BYTES + " bytes"));
  }

  private static Reply told(EstReply reply) {
    return switch (reply) {
      case EstReply.Certificates made -> encoded(ContentFormat.CERTS_ONLY, made.certsOnly());
      case EstReply.Wait wait ->
          Reply.accepted().with("Retry-After", Long.toString(wait.seconds()));
      case EstReply.Refused refused -> throw Problem.notEnrolled(refused.reason().word());
      case EstReply.Bad bad -> throw Problem.badRequest(bad.detail());
    };
  }

  private Reply start(Call call) {
    return switch (enrolment().desk().peer(call.shown())) {
      case Peer.Unit unit when !unit.over() ->
          enrolment()
              .start()
              .of(unit.id())
              .map(text -> Reply.of(200, StartDocuments.MEDIA_TYPE, text.getBytes(UTF_8)))
              .orElseThrow(() -> Problem.notFound("the city has no unit of that name any more"));
      case Peer.Unit _ -> throw Problem.forbidden("the certificate is over: renew it first");
      case Peer.Claim _ -> throw Problem.forbidden("a claim is not enough: enrol first");
      case Peer.Nobody _ -> throw Problem.forbidden("show the certificate of a unit");
    };
  }
}
