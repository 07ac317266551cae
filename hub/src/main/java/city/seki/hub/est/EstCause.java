package city.seki.hub.est;

import java.util.Locale;

/** Why something that came by CoAPs was refused. */
public enum EstCause {
  /**
   * A handshake that came to nothing: no certificate, one of somebody else, one that is revoked.
   */
  HANDSHAKE,
  /** A datagram that belongs to no connection, is damaged, or was here before. */
  RECORD,
  /** Whoever asks is believed no more, or may not ask for that. */
  FORBIDDEN,
  /** More requests than {@link EstCoap} allows one peer. */
  TOO_FAST,
  NOT_FOUND,
  METHOD,
  FORMAT,
  NOT_ACCEPTABLE,
  TOO_LARGE,
  /** Blocks of a body that did not all come. */
  INCOMPLETE,
  /** No request for a certificate that could ever be granted. */
  BAD_REQUEST,
  /** The rules of enrolment say no. */
  REFUSED,
  /** More requests wait than are kept; each is welcome again. */
  BUSY,
  /** It could not be written down, or the program has a fault. */
  FAILED;

  /** As it stands in metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
