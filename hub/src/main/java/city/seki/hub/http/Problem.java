package city.seki.hub.http;

import city.seki.config.wire.JsonText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not carried out, as RFC 9457 has it. Its word is stable: {@code type} is {@code
 * urn:seki:problem:{word}}.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  static final String MEDIA_TYPE = "application/problem+json";

  private static final String WRONG_TOKEN = "wrong-token";

  private final int status;
  private final String word;
  private final String title;
  private final @Nullable String reason;
  private final LinkedHashMap<String, String> headers = new LinkedHashMap<>();

  private Problem(int status, String word, String title, String detail, @Nullable String reason) {
    super(detail);
    this.status = status;
    this.word = word;
    this.title = title;
    this.reason = reason;
  }

  /** 400: the request makes no sense. */
  public static Problem badRequest(String detail) {
    return new Problem(400, "bad-request", "The request was not understood", detail, null);
  }

  static Problem signInFirst() {
    return new Problem(
            401, "sign-in", "Sign in first", "show a token: Authorization: Bearer TOKEN", null)
        .with("WWW-Authenticate", "Bearer realm=\"Seki\"");
  }

  /** 401: a token was shown, and it does not count; too many of these are limited. */
  static Problem wrongToken() {
    return new Problem(
            401, WRONG_TOKEN, "This token does not count", "it is wrong, expired or revoked", null)
        .with("WWW-Authenticate", "Bearer realm=\"Seki\", error=\"invalid_token\"");
  }

  boolean isWrongToken() {
    return word.equals(WRONG_TOKEN);
  }

  /** 401: user name, password or token is wrong; which, is not told. */
  static Problem wrongSignIn() {
    return new Problem(
            401, "wrong-sign-in", "Not signed in", "that does not count; try again", null)
        .with("WWW-Authenticate", "Bearer realm=\"Seki\"");
  }

  /** 401: one answer for every claim that opens nothing, whatever the cause. */
  static Problem claimFirst() {
    return new Problem(
            401,
            "claim",
            "Show a claim that holds",
            "show the certificate of a claim or a unit, or a code: user claim, the code as"
                + " password",
            null)
        .with("WWW-Authenticate", "Basic realm=\"Seki\", charset=\"UTF-8\"");
  }

  /** 403: the rules of enrolment say no, and asking again does not help. */
  static Problem notEnrolled(String reason) {
    return new Problem(403, "not-enrolled", "No certificate for this", reason, reason);
  }

  static Problem tooManyFailures() {
    return tooManyFailures(Duration.ofMinutes(1));
  }

  /** 429: the next attempt counts after that time. */
  static Problem tooManyFailures(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new Problem(
            429,
            "too-many-failures",
            "Too many failed attempts",
            "wait " + seconds + " seconds",
            null)
        .with("Retry-After", String.valueOf(seconds));
  }

  /** 403: known, but not allowed. */
  public static Problem forbidden(String detail) {
    return new Problem(403, "forbidden", "Not allowed", detail, null);
  }

  /** 404. */
  public static Problem notFound(String detail) {
    return new Problem(404, "not-found", "There is no such thing", detail, null);
  }

  static Problem wrongMethod(String allowed) {
    return new Problem(
            405, "wrong-method", "Not by this method", "this path takes " + allowed, null)
        .with("Allow", allowed);
  }

  /** 409: the rules say no; {@code reason} is the rule's word. */
  public static Problem refused(String reason) {
    return new Problem(409, "refused", "The rules of the seats say no", reason, reason);
  }

  /** 409: a password that is not changed; {@code reason} is a word. */
  static Problem password(String reason, String detail) {
    return new Problem(409, "refused", "The password stays as it is", detail, reason);
  }

  /** 416: nothing lies there. */
  static Problem noSuchRange(long size) {
    return new Problem(
            416, "no-such-range", "Nothing lies there", "it has " + size + " bytes", null)
        .with("Content-Range", "bytes */" + size);
  }

  static Problem tooLarge(int most) {
    return new Problem(
        413, "too-large", "The body is too large", "a body has at most " + most + " bytes", null);
  }

  /** 503: not now; the same request may succeed later. */
  public static Problem unavailable(String detail) {
    return new Problem(503, "unavailable", "Not at this moment", detail, null)
        .with("Retry-After", "5");
  }

  static Problem failed() {
    return new Problem(
        500, "failed", "The hub failed", "the cause is in the hub's log at this time", null);
  }

  private Problem with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  int status() {
    return status;
  }

  Reply reply() {
    Reply reply = new Reply(status, MEDIA_TYPE, json(), Map.of(), null);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  byte[] json() {
    return JsonText.object(
        o -> {
          o.put("type", "urn:seki:problem:" + word).put("title", title);
          o.put("status", status).put("detail", getMessage());
          if (reason != null) {
            o.put("reason", reason);
          }
        });
  }
}
