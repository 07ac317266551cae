package city.seki.hub.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.AttendanceInMemory;
import city.seki.hub.history.AttendanceInMemory.Membership;
import city.seki.hub.history.Visit;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The answers of 1 October. */
final class SurveyTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final LocalDate DAY = LocalDate.of(2026, 10, 1);

  /** Of so many in the roster so many came, on two days; one more a day before the year begins. */
  private static Attendance attendance(int staff, int came) {
    List<Visit> visits = new ArrayList<>();
    List<Membership> members = new ArrayList<>();
    for (int i = 0; i < staff; i++) {
      members.add(new Membership("p" + i, "総務課", LocalDate.of(2020, 4, 1), null));
    }
    for (int i = 0; i < came; i++) {
      visits.add(visit("p" + i, DAY));
      visits.add(visit("p" + i, DAY.minusDays(200)));
    }
    visits.add(visit("p" + (staff - 1), DAY.minusYears(1)));
    return new AttendanceInMemory(visits, members, TOKYO);
  }

  private static Visit visit(String person, LocalDate day) {
    var start = day.atTime(9, 0).atZone(TOKYO).toInstant();
    return new Visit(
        day,
        new SeatId("honcho", "A-01"),
        person,
        "総務課",
        start,
        start.plusSeconds(60),
        null,
        Visit.Origin.IMPORT);
  }

  private static Map<String, Answer> answers(Attendance attendance) {
    return new Survey(City.EMPTY, attendance, DAY)
        .answers().stream().collect(Collectors.toMap(Answer::number, a -> a));
  }

  private static String value(Map<String, Answer> answers, String number) {
    Answer answer = answers.get(number);
    Text value = answer == null ? null : answer.value();
    return value == null ? "不明" : value.ja();
  }

  @Test
  void figures_are_of_the_year_that_ends_with_the_day() {
    Map<String, Answer> answers = answers(attendance(100, 40));
    assertEquals("導入している", value(answers, "1"));
    assertEquals("サテライトオフィス", value(answers, "2"));
    assertEquals("30%以上50%未満", value(answers, "4-1"));
    assertEquals("40", value(answers, "4-2"));
    assertEquals("80", value(answers, "4-3"));
  }

  @Test
  void the_classes_begin_where_the_ministry_says() {
    assertEquals("0%以上30%未満", value(answers(attendance(1000, 299)), "4-1"));
    assertEquals("30%以上50%未満", value(answers(attendance(1000, 300)), "4-1"));
    assertEquals("50%以上80%未満", value(answers(attendance(1000, 500)), "4-1"));
    assertEquals("80%以上", value(answers(attendance(1000, 800)), "4-1"));
  }

  @Test
  void what_is_known_names_the_command_and_what_is_not_says_why() {
    for (Answer each : answers(attendance(100, 40)).values()) {
      assertEquals(each.isKnown(), !each.query().isEmpty(), each.number());
      assertFalse(each.note().ja().isEmpty(), each.number());
      assertFalse(each.note().en().isEmpty(), each.number());
    }
    assertEquals(
        "seki-hub report telework --from 2025-10-02 --to 2026-10-01 --format json",
        answers(attendance(100, 40)).values().stream()
            .filter(a -> a.number().equals("4-2"))
            .findFirst()
            .orElseThrow()
            .query());
  }

  @Test
  void without_records_it_is_unknown_not_zero() {
    Map<String, Answer> answers = answers(new AttendanceInMemory(List.of(), List.of(), TOKYO));
    for (String number : List.of("1", "2", "4-1", "4-2", "4-3")) {
      assertEquals("不明", value(answers, number), number);
    }
  }

  @Test
  void the_sheet_is_the_same_in_every_form() {
    SurveySheet sheet =
        new SurveySheet(
            new Text("松本市 <本庁>", "Matsumoto"),
            DAY,
            new Survey(City.EMPTY, attendance(100, 40), DAY).answers());
    assertTrue(sheet.text().contains("令和8年10月1日現在"));
    assertTrue(sheet.csv().startsWith("\uFEFF番号,質問,回答"));
    assertTrue(sheet.html().contains("松本市 &lt;本庁&gt;"));
    for (String form : List.of(sheet.text(), sheet.csv(), sheet.html(), sheet.json())) {
      assertTrue(form.contains("30%以上50%未満"), form);
      assertTrue(form.contains("--from 2025-10-02"), form);
    }
  }
}
