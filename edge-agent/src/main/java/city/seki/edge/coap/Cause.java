package city.seki.edge.coap;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.jspecify.annotations.Nullable;

/** Why something that came was not taken; {@link #word} is what health shows. */
public enum Cause {
  /** A peer that posts for another, or that is known no more. */
  FORBIDDEN(ResponseCode.FORBIDDEN),
  /** No sensor of this unit has that name. */
  UNKNOWN_SENSOR(ResponseCode.NOT_FOUND),
  METHOD(ResponseCode.METHOD_NOT_ALLOWED),
  /** Content format other than 110 and 112. */
  FORMAT(ResponseCode.UNSUPPORTED_CONTENT_FORMAT),
  /** No SenML, or nothing in it that a unit asks for. */
  BAD_SENML(ResponseCode.BAD_REQUEST),
  TOO_LARGE(ResponseCode.REQUEST_ENTITY_TOO_LARGE),
  /** Blocks that are no whole body. */
  INCOMPLETE(ResponseCode.REQUEST_ENTITY_INCOMPLETE),
  TOO_FAST(ResponseCode.TOO_MANY_REQUESTS),
  /** Its time is clearly older than that of the last post. */
  OLDER(ResponseCode.CONFLICT),
  /** A handshake with an identity that nobody has. */
  UNKNOWN_IDENTITY(null),
  /** A handshake that failed: a wrong key, no common cipher suite, given up. */
  HANDSHAKE(null),
  /** A DTLS record that was thrown away: sent again, altered, of no connection. */
  RECORD(null);

  private final @Nullable ResponseCode code;

  Cause(@Nullable ResponseCode code) {
    this.code = code;
  }

  /** What is answered; empty where DTLS ends it. */
  Optional<ResponseCode> code() {
    return Optional.ofNullable(code);
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
