package city.seki.edge.av.emulated;

/** What real PJLink devices do beside the specification (hardware.md section 3.5). */
public enum PjlinkQuirk {
  /** A link-up notice on TCP, before the greeting. */
  LINK_UP_BEFORE_GREETING,
  /** A link-up notice on TCP before each reply, in one segment with it. */
  LINK_UP_BEFORE_REPLY,
  /** A link-up notice in the place of the first greeting, and then it hangs up; well afterwards. */
  LINK_UP_AND_CLOSE_ONCE,
  /** NULs behind each carriage return. */
  NUL_PADDING,
  /** A line feed behind each carriage return. */
  LINE_FEEDS,
  /** Replies in small letters. */
  SMALL_LETTERS,
  /** One byte in a segment. */
  BYTE_BY_BYTE,
  /** Questions of class 1 answered as such of class 2. */
  CLASS_2_HEADERS,
  /** ERR2 for a command that it does not know, where ERR1 is right. */
  ERR2_FOR_UNKNOWN,
  /** ERR3 for everything. */
  BUSY,
  /** ERR4 for the power: it is broken. */
  BROKEN,
  /** It takes the connection and says nothing. */
  SILENT,
  /** It greets and then says nothing. */
  SILENT_AFTER_GREETING,
  /** It takes the connection and hangs up. */
  CLOSING,
  /** It has one connection to give, and hangs up on a second one. */
  ONE_CONNECTION
}
