package city.seki.hub.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tinylog.Logger;

/** What was started, so that it is ended the other way round, whatever one part says. */
public final class RunningParts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** That part, to be ended before those that were started earlier. */
  public <T extends AutoCloseable> T started(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        // The others still have to end.
        Logger.error(e, "ending {}", part.getClass().getSimpleName());
      }
    }
  }
}
