package city.seki.edge.snapshot;

/**
 * A document of the hub as it came.
 *
 * @param signed its bytes, not to be changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
public record Document(Kind kind, byte[] signed) {
  /** What it tells; those on which others build come first. */
  public enum Kind {
    PEOPLE("people"),
    SNAPSHOT("snapshot");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Its name in files and log lines. */
    public String word() {
      return word;
    }
  }

  /** Without the bytes: they name people. */
  @Override
  public String toString() {
    return "Document[" + kind.word() + ", " + signed.length + " bytes]";
  }
}
