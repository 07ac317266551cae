package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.report.PublishedCity;
import city.seki.hub.report.PublishedFigures;
import city.seki.hub.report.PublishedFigures.Campaign;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published tables of the reference city, digit for digit, by the program as it is delivered
 * and by a hub over HTTP, from attendance that was imported.
 */
class PublishedFiguresIT {
  private static final String TELEWORK = "/api/v1/reports/telework?campaign=";

  @TempDir private Path folder;

  private Path imported(PublishedFigures.Data figures) throws Exception {
    Path data = folder.resolve("data");
    Path city = Files.writeString(folder.resolve("city.yaml"), PublishedCity.yaml());
    Path roster =
        Files.writeString(folder.resolve("roster.csv"), PublishedFigures.rosterCsv(figures));
    Path came =
        Files.writeString(
            folder.resolve("attendance.csv"),
            PublishedFigures.attendanceCsv(figures, PublishedCity.OFFICE, PublishedCity.SEATS));
    seki("import", "offices", city.toString(), "--data", data.toString());
    seki("import", "roster", roster.toString(), "--from", "2020-04-01", "--data", data.toString());
    seki("import", "attendance", came.toString(), "--data", data.toString());
    return data;
  }

  private static String seki(String... arguments) throws Exception {
    return HubProgram.succeed(HubProgram.HUB, arguments);
  }

  private static String report(Path data, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("report", "telework", "--data", data.toString()));
    all.addAll(List.of(options));
    return seki(all.toArray(String[]::new));
  }

  /** A hub that keeps persons for long: the figures are of years ago. */
  private static HubProcess hub(Path data) throws Exception {
    return new HubProcess(data, 0, 0, "--retention", "P50Y");
  }

  private static String get(HubProcess hub, String path, String accept) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(hub.http() + path))
                  .header("Authorization", "Bearer " + hub.token())
                  .header("Accept", accept)
                  .build(),
              HttpResponse.BodyHandlers.ofString(UTF_8));
      assertEquals(200, answer.statusCode(), answer.body());
      return answer.body();
    }
  }

  @Test
  void the_four_campaigns() throws Exception {
    Path data = imported(PublishedFigures.ofCampaigns());
    List<String> told = new ArrayList<>();
    for (Campaign campaign : PublishedFigures.campaigns()) {
      told.add(report(data, "--campaign", campaign.id(), "--format", "json").strip());
      assertTrue(told.getLast().contains(PublishedCity.total(campaign)), told.getLast());
      assertTrue(told.getLast().contains("\"open_days\":" + campaign.openDays() + ","));
    }
    try (HubProcess hub = hub(data)) {
      for (int i = 0; i < told.size(); i++) {
        Campaign campaign = PublishedFigures.campaigns().get(i);
        assertEquals(told.get(i), get(hub, TELEWORK + campaign.id(), "application/json"));
        String beside = report(data, "--campaign", campaign.id(), "--format", "json").strip();
        assertEquals(told.get(i), beside, "beside a hub that runs");
      }
      assertEquals(
          5, get(hub, "/api/v1/reports/campaigns", "application/json").split("\"id\":").length - 1);
    }
  }

  @Test
  void the_sixteen_departments() throws Exception {
    Path data = imported(PublishedFigures.ofDepartments());
    String csv = report(data, "--campaign", "r4-departments", "--format", "csv");
    PublishedCity.assertDepartments(csv);
    try (HubProcess hub = hub(data)) {
      assertEquals(csv, get(hub, TELEWORK + "r4-departments", "text/csv").strip());
    }
  }
}
