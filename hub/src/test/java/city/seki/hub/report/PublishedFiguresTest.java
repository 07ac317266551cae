package city.seki.hub.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DayWeight;
import city.seki.config.model.Decimals;
import city.seki.config.model.Rounding;
import city.seki.hub.report.PublishedFigures.Campaign;
import city.seki.hub.report.PublishedFigures.Department;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables that the reference city published come out digit for digit. */
class PublishedFiguresTest {
  private static Town town(PublishedFigures.Data data) {
    Town town = new Town();
    for (PublishedFigures.Person person : data.staff()) {
      town.belongs(person.staffId(), person.department(), LocalDate.of(2020, 4, 1), null);
    }
    for (PublishedFigures.Came came : data.came()) {
      town.came(
          came.person().staffId(),
          came.person().department(),
          came.day(),
          "east",
          "09:00",
          "17:00");
    }
    return town;
  }

  @Test
  void the_four_campaigns() throws IOException {
    Town town = town(PublishedFigures.ofCampaigns());
    for (Campaign campaign : PublishedFigures.campaigns()) {
      TeleworkQuery query =
          TeleworkQuery.of(campaign.first(), campaign.last()).withClosures(campaign.closures());
      if (campaign.perPerson().length() == 3) {
        query = query.with(Rounding.FLOOR, Decimals.USUAL.with("per_person=1"), DayWeight.WHOLE);
      }
      TeleworkReport report = town.report(query);
      String json = new String(TeleworkJson.of(report), UTF_8);
      String published =
          "\"open_days\":%d,.*\"total\":\\{\"staff\":1600,\"implementers\":%d,\"person_days\":%d,\"per_open_day\":%s,\"per_person\":%s,"
              .formatted(
                  campaign.openDays(),
                  campaign.implementers(),
                  campaign.personDays(),
                  campaign.perOpenDay(),
                  campaign.perPerson());
      assertTrue(Pattern.compile(published).matcher(json).find(), published + " in " + json);
    }
  }

  @Test
  void the_sixteen_departments_and_their_simple_mean() throws IOException {
    List<Department> published = PublishedFigures.departments();
    List<String> order = published.subList(0, 16).stream().map(Department::name).toList();
    Campaign campaign = PublishedFigures.campaigns().get(1);
    TeleworkReport report =
        town(PublishedFigures.ofDepartments())
            .report(TeleworkQuery.of(campaign.first(), campaign.last()).only(List.of(), order));
    String csv = TeleworkCsv.of(report, TeleworkCsv.Table.DEPARTMENTS, Language.JA).text();
    List<String[]> rows = csv.lines().skip(1).map(line -> line.split(",", -1)).toList();
    for (int i = 0; i < 16; i++) {
      assertEquals(published.get(i).name(), rows.get(i)[1]);
      assertEquals(published.get(i).perPerson(), rows.get(i)[6], rows.get(i)[1]);
      assertEquals(published.get(i).ratePercent(), rows.get(i)[7], rows.get(i)[1]);
    }
    assertEquals("合計", rows.get(16)[1]);
    assertEquals(published.get(16).name(), rows.get(17)[1]);
    assertEquals(published.get(16).perPerson(), rows.get(17)[6]);
    assertEquals(published.get(16).ratePercent(), rows.get(17)[7]);
  }
}
