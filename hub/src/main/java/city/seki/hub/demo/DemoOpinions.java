package city.seki.hub.demo;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.hub.opinion.Cause;
import city.seki.hub.opinion.OpinionStore;
import city.seki.hub.opinion.Rating;
import city.seki.hub.opinion.Use;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** What people said of places in the last weeks, where the offices ask. */
final class DemoOpinions {
  private static final int DAYS = 45;
  private static final long SEED = 8;

  private DemoOpinions() {}

  static void bringIn(Path file, City city, LocalDate until) {
    Random random = new Random(SEED);
    try (OpinionStore store = OpinionStore.open(file)) {
      for (LocalDate day = until.minusDays(DAYS); day.isBefore(until); day = day.plusDays(1)) {
        for (Office office : city.offices().values()) {
          if (office.policy().asksAfterUse() && city.hours(office, day) != null) {
            say(store, office, day, random);
          }
        }
      }
    }
  }

  private static void say(OpinionStore store, Office office, LocalDate day, Random random) {
    List<Seat> seats = List.copyOf(office.seats().values());
    Seat seat = seats.get(random.nextInt(seats.size()));
    Rating rating =
        List.of(Rating.GOOD, Rating.GOOD, Rating.FAIR, Rating.POOR).get(random.nextInt(4));
    Cause cause = List.of(Cause.NOISE, Cause.TEMPERATURE).get(random.nextInt(2));
    Slot half = random.nextBoolean() ? Slot.AM : Slot.PM;
    store.add(
        new Use(new SeatId(office.id(), seat.id()), seat.zone(), day, half),
        rating,
        rating == Rating.GOOD ? null : cause);
  }
}
