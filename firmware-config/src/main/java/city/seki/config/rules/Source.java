package city.seki.config.rules;

import java.util.Locale;

/** What brought a seat into the state that it is in. */
public enum Source {
  TAP,
  KIOSK,
  PHONE,
  RESERVATION,
  PRESENCE,
  FACILITIES,
  CLOSING,
  /** Nothing has happened at this seat yet. */
  NONE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
