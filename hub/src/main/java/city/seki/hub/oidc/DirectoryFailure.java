package city.seki.hub.oidc;

import java.util.Locale;

/** Why somebody is not signed in by the directory: the page has words for each. */
public enum DirectoryFailure {
  /** Cancelled there, or refused there. */
  DENIED,
  /** It cannot be reached, or does not answer as it should. */
  UNAVAILABLE,
  /** Begun in another browser, longer than ten minutes ago, or never. */
  EXPIRED,
  /** What it said cannot be believed: a forged, changed, old or foreign token. */
  UNTRUSTED,
  /** Known there, but without a role here, or not in the roster. */
  NO_ROLE;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
