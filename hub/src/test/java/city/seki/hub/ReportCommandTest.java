package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Source;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.report.PublishedCity;
import city.seki.hub.report.PublishedFigures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code seki-hub report telework}, on attendance that was imported. */
class ReportCommandTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2024-04-01T01:00:00Z"));

  @TempDir Path folder;
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

  private record Ran(int code, String out, String err) {}

  private Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program =
        new CommandLine(new ReportCommand())
            .addSubcommand(ImportCommand.commandLine(CLOCK, new SecureRandom()))
            .addSubcommand(ReportCommand.commandLine(CLOCK, new SecureRandom(), raw))
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  command.getErr().println(failure.getMessage());
                  return 1;
                });
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = program.execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  private Ran succeed(String... arguments) {
    Ran ran = run(arguments);
    assertEquals(0, ran.code(), ran.err());
    return ran;
  }

  private Ran telework(String... options) {
    List<String> all = new ArrayList<>(List.of("report", "telework", "--data", data()));
    all.addAll(List.of(options));
    return run(all.toArray(String[]::new));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  @BeforeEach
  void city() throws IOException {
    Path city = Files.writeString(folder.resolve("city.yaml"), PublishedCity.yaml());
    succeed("import", "offices", city.toString(), "--data", data());
  }

  private void attendance(PublishedFigures.Data figures) throws IOException {
    Path roster =
        Files.writeString(folder.resolve("roster.csv"), PublishedFigures.rosterCsv(figures));
    succeed("import", "roster", roster.toString(), "--from", "2020-04-01", "--data", data());
    Path came =
        Files.writeString(
            folder.resolve("attendance.csv"),
            PublishedFigures.attendanceCsv(figures, PublishedCity.OFFICE, PublishedCity.SEATS));
    succeed("import", "attendance", came.toString(), "--data", data());
  }

  @Test
  void the_four_campaigns_come_out_as_they_were_published() throws IOException {
    attendance(PublishedFigures.ofCampaigns());
    for (PublishedFigures.Campaign campaign : PublishedFigures.campaigns()) {
      Ran ran = telework("--campaign", campaign.name(), "--format", "json");
      assertEquals(0, ran.code(), ran.err());
      assertTrue(
          ran.out().contains(PublishedCity.total(campaign)), campaign.name() + ": " + ran.out());
      assertTrue(ran.out().contains("\"open_days\":" + campaign.openDays() + ","), ran.out());
    }
    Ran text = telework("--campaign", "r5");
    assertTrue(text.out().contains("令和5年度 令和5年7月20日から令和5年9月30日まで"), text.out());
    Ran html = telework("--campaign", "r5", "--format", "html", "--lang", "en");
    assertTrue(html.out().contains("<html lang=\"en\">"), html.out());
  }

  @Test
  void the_sixteen_departments_come_out_as_they_were_published() throws IOException {
    attendance(PublishedFigures.ofDepartments());
    Ran ran = telework("--campaign", "r4-departments", "--format", "csv");
    assertEquals(0, ran.code(), ran.err());
    PublishedCity.assertDepartments(ran.out());
    Ran shiftJis =
        telework("--campaign", "r4-departments", "--format", "csv", "--encoding", "shift_jis");
    assertEquals("", shiftJis.out());
    assertEquals(
        ran.out().substring(1), new String(raw.toByteArray(), Charset.forName("windows-31j")));
    Path file = folder.resolve("report.csv");
    succeed(
        "report",
        "telework",
        "--campaign",
        "r4",
        "--format",
        "csv",
        "--out",
        file.toString(),
        "--data",
        data());
    assertTrue(Files.readString(file, UTF_8).startsWith("\uFEFFkind,"));
    assertEquals(
        1, telework("--campaign", "r4", "--format", "csv", "--out", file.toString()).code());
  }

  @Test
  void what_is_asked_wrongly_is_wrong_usage_and_says_what_was_expected() throws IOException {
    Ran nothing = telework("--from", "2022-07-01", "--to", "2022-09-22");
    assertEquals(0, nothing.code());
    assertTrue(nothing.err().contains("nobody is on record from 2022-07-01"), nothing.err());
    attendance(PublishedFigures.ofDepartments());
    for (String[] wrong :
        new String[][] {
          {"--to", "2022-09-22", "--from: expected a day such as 2022-07-01"},
          {"--from", "2022-07-32", "--to", "2022-09-22", "not '2022-07-32'"},
          {"--from", "2022-07-01", "--to", "2022-06-30", "--to: expected a day not before"},
          {"--campaign", "r6", "--campaign: there is no campaign 'r6'"},
          {"--campaign", "r4", "--rounding", "up", "--rounding: expected half-up or floor"},
          {"--campaign", "r4", "--half-days", "0.5", "--half-days: expected whole or half"},
          {"--campaign", "r4", "--format", "pdf", "--format: expected text, csv, json or html"},
          {"--campaign", "r4", "--lang", "de", "--lang: expected ja or en"},
          {"--campaign", "r4", "--offices", "chuuou", "(did you mean 'chuo'?)"},
          {"--campaign", "r4", "--departments", "総務", "(did you mean '総務部'?)"},
        }) {
      Ran ran = telework(Arrays.copyOf(wrong, wrong.length - 1));
      assertEquals(2, ran.code(), String.join(" ", wrong) + ran.err());
      assertTrue(ran.err().contains(wrong[wrong.length - 1]), ran.err());
    }
    Ran nobody = telework("--from", "2023-04-01", "--to", "2023-04-30", "--format", "json");
    assertEquals(0, nobody.code());
    assertTrue(nobody.err().contains("nobody is on record from 2023-04-01"), nobody.err());
    assertFalse(nobody.out().isEmpty());
  }

  @Test
  void the_persons_of_a_campaign_are_counted_before_they_are_forgotten() {
    DataDirectory directory = DataDirectory.existing(Path.of(data()));
    SeatId seat = new SeatId(PublishedCity.OFFICE, "A-01");
    Instant at = Instant.parse("2021-08-02T01:00:00Z");
    try (SqliteLedger ledger = SqliteLedger.open(directory.ledger())) {
      for (int day = 0; day < 3; day++) {
        Instant from = at.plus(Duration.ofDays(day));
        Instant to = from.plusSeconds(3_600);
        ledger.append(
            List.of(
                new Event.Claimed(seat, "p-1", "総務部", Source.TAP, from, to),
                new Event.Ended(seat, "p-1", EndReason.RELEASED, to, null, null)));
      }
    }
    StringWriter said = new StringWriter();
    new RetentionRun(directory, new SecureRandom())
        .atStart(Period.ofYears(2), CLOCK.instant(), new PrintWriter(said, true));
    assertTrue(said.toString().contains("6 events, 1 persons on 3 person-days"), said.toString());
    Ran campaign = telework("--campaign", "r3-summer", "--format", "json");
    assertTrue(campaign.out().contains("\"implementers\":1,\"person_days\":3,"), campaign.out());
    Ran other = telework("--from", "2021-08-02", "--to", "2021-08-04", "--format", "json");
    assertTrue(other.out().contains("\"implementers\":null,\"person_days\":3,"), other.out());
    assertTrue(other.out().contains("\"code\":\"forgotten\""), other.out());
  }
}
