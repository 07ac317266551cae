package city.seki.hub.feed;

import city.seki.config.wire.Topics;
import city.seki.hub.history.Attendance;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the topics of the last days as they are to be: a day is told when it is over, and anew when
 * it became otherwise. Confined to one thread.
 */
public final class RetainedDays {
  /** Days that stay. */
  static final int DAYS = 35;

  private static final byte[] NOTHING = {};

  private final BiConsumer<String, byte[]> retained;
  private final Map<LocalDate, byte[]> told = new HashMap<>();
  private @Nullable LocalDate cleared;

  /**
   * @param retained publishes; an empty payload takes back what was there
   */
  public RetainedDays(BiConsumer<String, byte[]> retained) {
    this.retained = retained;
  }

  /**
   * Looks at the days.
   *
   * @param today is not over, so it is not told
   */
  public void look(Attendance attendance, LocalDate today) {
    LocalDate oldest = today.minusDays(DAYS);
    for (LocalDate day = oldest; day.isBefore(today); day = day.plusDays(1)) {
      byte[] now = DayFigures.of(attendance, day).topic();
      if (!Arrays.equals(now, told.put(day, now))) {
        retained.accept(Topics.day(day), now);
      }
    }
    // A broker of the city's own kept them while no hub ran: as many again are taken back.
    LocalDate from = cleared == null ? oldest.minusDays(DAYS) : cleared;
    for (LocalDate day = from; day.isBefore(oldest); day = day.plusDays(1)) {
      var _ = told.remove(day);
      retained.accept(Topics.day(day), NOTHING);
    }
    cleared = oldest;
  }
}
