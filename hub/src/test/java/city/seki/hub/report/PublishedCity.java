package city.seki.hub.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.hub.report.PublishedFigures.Campaign;
import city.seki.hub.report.PublishedFigures.Department;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** A city's file with the published campaigns, and what their reports have to say. */
public final class PublishedCity {
  public static final String OFFICE = "chuo";
  public static final List<String> SEATS =
      IntStream.rangeClosed(1, 90).mapToObj("A-%02d"::formatted).toList();

  private PublishedCity() {}

  public static String yaml() throws IOException {
    StringBuilder yaml = new StringBuilder("name: {ja: 松本市, en: Matsumoto}\nzones: [internet]\n");
    yaml.append("campaigns:\n");
    for (Campaign campaign : PublishedFigures.campaigns()) {
      yaml.append("  - id: %s\n".formatted(campaign.id()));
      yaml.append("    name: {ja: %s, en: %s}\n".formatted(campaign.name(), campaign.id()));
      yaml.append("    from: %s\n    to: %s\n".formatted(campaign.first(), campaign.last()));
      yaml.append("    closures: %s\n".formatted(campaign.closures()));
      if (campaign.perPerson().length() == 3) {
        yaml.append("    rounding: floor\n    decimals: {per_person: 1}\n");
      }
    }
    Campaign r4 = PublishedFigures.campaigns().get(1);
    yaml.append("  - id: r4-departments\n    name: {ja: 令和4年度部署別, en: Departments}\n");
    yaml.append("    from: %s\n    to: %s\n    departments:\n".formatted(r4.first(), r4.last()));
    for (Department department : PublishedFigures.departments().subList(0, 16)) {
      yaml.append("      - %s\n".formatted(department.name()));
    }
    yaml.append("offices:\n  - id: chuo\n    name: {ja: 中央, en: Central}\n");
    yaml.append("    hours: \"08:30-17:15\"\n    rows:\n");
    yaml.append("      - {prefix: A, zone: internet, seats: 90, y: 0}\n");
    return yaml.toString();
  }

  /** Part of the JSON: the total, but for its rate, which was not published. */
  public static String total(Campaign campaign) {
    return "\"total\":{\"staff\":1600,\"implementers\":%d,\"person_days\":%d,\"per_open_day\":%s,\"per_person\":%s,"
        .formatted(
            campaign.implementers(),
            campaign.personDays(),
            campaign.perOpenDay(),
            campaign.perPerson());
  }

  /** The sixteen rows and the simple mean, digit for digit, in their order. */
  public static void assertDepartments(String csv) throws IOException {
    List<Department> published = PublishedFigures.departments();
    List<String[]> rows = csv.lines().skip(1).map(line -> line.split(",", -1)).toList();
    assertEquals("合計", rows.get(16)[1]);
    for (int i = 0; i < published.size(); i++) {
      String[] row = rows.get(i < 16 ? i : i + 1);
      assertEquals(published.get(i).name(), row[1]);
      assertEquals(published.get(i).perPerson(), row[6], row[1]);
      assertEquals(published.get(i).ratePercent(), row[7], row[1]);
    }
  }
}
