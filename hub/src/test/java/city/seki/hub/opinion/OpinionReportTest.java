package city.seki.hub.opinion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.hub.opinion.OpinionReport.Line;
import city.seki.hub.opinion.OpinionStore.Said;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted, and what of it is shown. */
class OpinionReportTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final LocalDate DAY = NOVEMBER.atDay(24);

  @TempDir Path folder;

  private static Said said(
      String zone, LocalDate day, Rating rating, @Nullable Cause cause, int n) {
    return new Said(day, "chuo", zone, Slot.AM, rating, cause, n);
  }

  private static OpinionReport november(Said... said) {
    return OpinionReport.of(List.of(said), NOVEMBER, NOVEMBER);
  }

  @Test
  void answers_are_kept_as_counts_and_survive_a_new_start() {
    Use use = new Use(new SeatId("chuo", "A-03"), "lgwan", DAY, Slot.PM);
    try (OpinionStore store = OpinionStore.open(folder.resolve("opinions.db"))) {
      store.add(use, Rating.GOOD, null);
      store.add(use, Rating.GOOD, null);
      store.add(use, Rating.POOR, Cause.NOISE);
    }
    try (OpinionStore store = OpinionStore.open(folder.resolve("opinions.db"))) {
      assertEquals(
          List.of(
              new Said(DAY, "chuo", "lgwan", Slot.PM, Rating.GOOD, null, 2),
              new Said(DAY, "chuo", "lgwan", Slot.PM, Rating.POOR, Cause.NOISE, 1)),
          store.between(DAY, DAY));
      assertEquals(List.of(), store.between(DAY.plusDays(1), DAY.plusDays(9)));
    }
  }

  @Test
  void fewer_than_five_answers_of_an_office_in_a_month_are_not_shown() {
    OpinionReport four = november(said("lgwan", DAY, Rating.POOR, Cause.NOISE, 4));
    assertEquals(List.of(), four.lines());
    assertEquals(1, four.hidden());
    OpinionReport five =
        november(
            said("lgwan", DAY, Rating.POOR, Cause.NOISE, 4),
            said("lgwan", DAY.minusDays(7), Rating.GOOD, null, 1));
    Map<Rating, Long> ratings = Map.of(Rating.POOR, 4L, Rating.GOOD, 1L);
    assertEquals(
        List.of(
            new Line("chuo", null, ratings, Map.of()),
            new Line("chuo", "lgwan", ratings, Map.of())),
        five.lines(),
        "noise was named by four only");
    assertEquals(0, five.hidden());
  }

  @Test
  void zones_are_told_apart_only_where_none_of_them_is_too_small() {
    OpinionReport report =
        november(
            said("lgwan", DAY, Rating.GOOD, null, 30), said("number", DAY, Rating.POOR, null, 2));
    assertEquals(1, report.lines().size());
    assertEquals(32, report.lines().getFirst().answers());
  }

  /**
   * Whoever asks for every period and subtracts finds no group of one to four: each figure shown is
   * a sum over months, so the months by themselves tell all that any period does.
   */
  @Test
  void no_difference_of_two_reports_tells_of_a_small_group() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      List<Said> all = new ArrayList<>();
      for (int month = 1; month <= 3; month++) {
        for (String zone : List.of("lgwan", "number")) {
          for (Rating rating : Rating.values()) {
            int n = random.nextInt(5);
            if (n > 0) {
              Cause cause = random.nextBoolean() ? Cause.NOISE : null;
              all.add(said(zone, LocalDate.of(2026, month, 9), rating, cause, n));
            }
          }
        }
      }
      YearMonth first = YearMonth.of(2026, 1);
      for (int to = 1; to <= 3; to++) {
        YearMonth last = YearMonth.of(2026, to);
        Map<String, Long> until = answers(of(all, first, last));
        Map<String, Long> before = answers(of(all, first, last.minusMonths(1)));
        for (var line : until.entrySet()) {
          long more = line.getValue() - before.getOrDefault(line.getKey(), 0L);
          assertTrue(
              more == 0 || more >= OpinionReport.LEAST, "seed " + seed + " " + line + " " + before);
        }
      }
    }
  }

  private static OpinionReport of(List<Said> all, YearMonth first, YearMonth last) {
    return OpinionReport.of(
        all.stream()
            .filter(s -> !YearMonth.from(s.day()).isBefore(first))
            .filter(s -> !YearMonth.from(s.day()).isAfter(last))
            .toList(),
        first,
        last);
  }

  private static Map<String, Long> answers(OpinionReport report) {
    return report.lines().stream()
        .collect(Collectors.toMap(l -> l.office() + "/" + l.zone(), Line::answers));
  }
}
