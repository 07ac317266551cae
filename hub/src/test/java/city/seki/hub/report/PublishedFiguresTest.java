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
      assertTrue(json.contains(PublishedCity.total(campaign)), campaign.name() + ": " + json);
      assertEquals(campaign.openDays(), report.openDays().count(), campaign.name());
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
    PublishedCity.assertDepartments(
        TeleworkCsv.of(report, TeleworkCsv.Table.DEPARTMENTS, Language.JA).text());
  }
}
