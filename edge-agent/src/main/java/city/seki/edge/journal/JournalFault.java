package city.seki.edge.journal;

/** The journal cannot do its work; the message says where, why, and what helps. */
public final class JournalFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, in one word for a health report. */
  public enum Cause {
    /** The limit in bytes is reached, or the disk is full: nothing more can be noted. */
    FULL("full"),
    /** The disk did not take or give what was asked. */
    DISK("disk"),
    /** The folder or file may not be written. */
    UNWRITABLE("unwritable"),
    /** Another process has this journal open. */
    IN_USE("in-use"),
    /** A file that is no journal of this program. */
    FOREIGN("foreign"),
    /** Written by a later version of this program. */
    NEWER("newer"),
    /** A journal whose content contradicts itself. */
    DAMAGED("damaged");

    private final String word;

    Cause(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  private final Cause cause;

  public JournalFault(Cause cause, String message) {
    super(message);
    this.cause = cause;
  }

  JournalFault(Cause cause, String message, Throwable origin) {
    super(message, origin);
    this.cause = cause;
  }

  public Cause reason() {
    return cause;
  }
}
