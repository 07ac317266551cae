package city.seki.config.source;

/**
 * Something wrong in a file, with its remedy.
 *
 * @param line from 1; 0 where the file as a whole is meant
 * @param column from 1, in characters
 */
public record Problem(String file, int line, int column, String message) {
  /** {@code offices.yaml:12:5: message}, as editors and compilers print it. */
  @Override
  public String toString() {
    return place() + message;
  }

  /** The same for what works, but is probably not meant. */
  public String asWarning() {
    return place() + "warning: " + message;
  }

  private String place() {
    return line == 0 ? file + ": " : file + ":" + line + ":" + column + ": ";
  }
}
