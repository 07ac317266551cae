package city.seki.hub.fleet;

import city.seki.config.wire.CommandMessage;
import city.seki.config.wire.CommandResultMessage;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What units were ordered to do, and what became of it; the newest {@value #KEPT}. In memory only:
 * an order lives for a minute, and who gave it is in the audit log. Safe for all threads.
 */
public final class Orders {
  static final int KEPT = 500;

  /** How long a unit may take it up; what it does then may take longer. */
  public static final Duration LIFE = Duration.ofMinutes(1);

  /** Sends a message at once, or says that it cannot. */
  @FunctionalInterface
  public interface Wire {
    boolean send(String topic, byte[] payload);
  }

  /**
   * One order.
   *
   * @param by who gave it
   * @param answer null while there is none
   */
  public record Given(
      String unit,
      CommandMessage message,
      String by,
      Instant at,
      @Nullable CommandResultMessage answer) {
    /** In one word: what the unit said, else {@code sent}, and {@code unanswered} in the end. */
    public String state(Instant now) {
      if (answer != null) {
        return answer.state().word();
      }
      return now.isAfter(at.plus(LIFE)) ? "unanswered" : "sent";
    }
  }

  private final Map<String, Given> given = new LinkedHashMap<>();
  private Wire wire = (topic, payload) -> false;

  /** By which orders leave from now on. */
  public synchronized void through(Wire link) {
    wire = link;
  }

  /**
   * Sends an order.
   *
   * @param id that nobody can guess and that was never used
   * @param boot the run of the unit that it is for
   * @return null if there is no link to send it by
   */
  public synchronized @Nullable Given give(
      String unit, String id, String boot, CommandMessage.Order order, String by, Instant now) {
    CommandMessage message =
        new CommandMessage(id, boot, now.plus(LIFE).atOffset(ZoneOffset.UTC), order);
    if (!wire.send(Topics.unit(unit, Channel.COMMAND), message.toJson())) {
      return null;
    }
    Given sent = new Given(unit, message, by, now, null);
    given.put(id, sent);
    if (given.size() > KEPT) {
      given.remove(given.keySet().iterator().next());
    }
    return sent;
  }

  /** A unit answered; what answers no order of it is left. */
  public synchronized void answered(String unit, CommandResultMessage answer) {
    given.computeIfPresent(
        answer.id(),
        (id, order) ->
            order.unit().equals(unit)
                ? new Given(unit, order.message(), order.by(), order.at(), answer)
                : order);
  }

  /** Null if there is none of that id. */
  public synchronized @Nullable Given of(String id) {
    return given.get(id);
  }

  /** The newest first. */
  public synchronized List<Given> list() {
    return new ArrayList<>(given.values()).reversed();
  }
}
