package city.seki.hub.report;

import city.seki.hub.calendar.OpenDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The published tables of the reference city, and attendance that has just the properties that they
 * tell: so many people came on so many days, from departments of such sizes. What is not published
 * (which people, which days) is made up, the same every time.
 */
public final class PublishedFigures {
  private static final Path FOLDER = Path.of("src/test/resources/published");

  private PublishedFigures() {}

  /** Somebody in the staff. */
  public record Person(String staffId, String department) {}

  /** Somebody came for a day. */
  public record Came(Person person, LocalDate day) {}

  /** Staff and who came. */
  public record Data(List<Person> staff, List<Came> came) {}

  /**
   * A row of {@code telework-days.csv}, with what makes its open days.
   *
   * @param closures a day in it on which the city did not work
   */
  public record Campaign(
      String id,
      String name,
      LocalDate first,
      LocalDate last,
      Set<LocalDate> closures,
      int openDays,
      int implementers,
      int personDays,
      String perOpenDay,
      String perPerson) {}

  /** A row of {@code departments-r4.csv}. */
  public record Department(String name, String ratePercent, String perPerson) {}

  private static List<Map<String, String>> rows(String file) throws IOException {
    List<String> lines = Files.readAllLines(FOLDER.resolve(file));
    String[] heads = lines.getFirst().split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < heads.length; i++) {
        row.put(heads[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static String cell(Map<String, String> row, String name) {
    String cell = row.get(name);
    if (cell == null) {
      throw new IllegalStateException("no column " + name);
    }
    return cell;
  }

  /** Days that are not published: such that the published open days come out. */
  private static final Map<String, List<String>> DAYS =
      Map.of(
          "令和5年度", List.of("r5", "2023-07-20", "2023-09-30", "2023-08-14"),
          "令和4年度", List.of("r4", "2022-07-01", "2022-09-22", ""),
          "令和3年度冬季", List.of("r3-winter", "2022-01-11", "2022-03-01", ""),
          "令和3年度夏季", List.of("r3-summer", "2021-07-26", "2021-09-08", ""));

  public static List<Campaign> campaigns() throws IOException {
    List<Campaign> campaigns = new ArrayList<>();
    for (Map<String, String> row : rows("telework-days.csv")) {
      String name = cell(row, "campaign");
      List<String> days = DAYS.getOrDefault(name, List.of());
      LocalDate first = LocalDate.parse(days.get(1));
      LocalDate last = LocalDate.parse(days.get(2));
      if (!cell(row, "from").isEmpty()
          && !(cell(row, "from") + cell(row, "to")).equals(days.get(1) + days.get(2))) {
        throw new IllegalStateException(name + " was on other days");
      }
      campaigns.add(
          new Campaign(
              days.get(0),
              name,
              first,
              last,
              days.get(3).isEmpty() ? Set.of() : Set.of(LocalDate.parse(days.get(3))),
              Integer.parseInt(cell(row, "open_days")),
              Integer.parseInt(cell(row, "implementers")),
              Integer.parseInt(cell(row, "person_days")),
              cell(row, "per_open_day"),
              cell(row, "per_person")));
    }
    return campaigns;
  }

  /** The sixteen departments in the order of the table, and the simple mean last. */
  public static List<Department> departments() throws IOException {
    List<Department> departments = new ArrayList<>();
    for (Map<String, String> row : rows("departments-r4.csv")) {
      departments.add(
          new Department(
              cell(row, "department"), cell(row, "rate_percent"), cell(row, "per_person")));
    }
    return departments;
  }

  /** 1,600 people of the sixteen departments, and who of them came in the four campaigns. */
  public static Data ofCampaigns() throws IOException {
    List<Department> departments = departments().subList(0, 16);
    List<Person> staff = new ArrayList<>();
    for (int i = 0; i < 1_600; i++) {
      staff.add(new Person("%05d".formatted(i + 1), departments.get(i % 16).name()));
    }
    List<Came> came = new ArrayList<>();
    for (Campaign campaign : campaigns()) {
      List<LocalDate> days = openDays(campaign);
      spread(staff.subList(0, campaign.implementers()), campaign.personDays(), days, came);
    }
    return new Data(staff, came);
  }

  private static List<LocalDate> openDays(Campaign campaign) {
    return List.copyOf(OpenDays.of(campaign.first(), campaign.last(), campaign.closures()).days());
  }

  /** Each comes once at least, and on a day once at most. */
  private static void spread(
      List<Person> people, int personDays, List<LocalDate> days, List<Came> came) {
    int each = personDays / people.size();
    int more = personDays % people.size();
    int day = 0;
    for (int i = 0; i < people.size(); i++) {
      for (int k = 0; k < each + (i < more ? 1 : 0); k++) {
        came.add(new Came(people.get(i), days.get(day++ % days.size())));
      }
    }
  }

  /** Staff of the sixteen departments, of whom so many came on so many days in 令和4年度. */
  public static Data ofDepartments() throws IOException {
    List<LocalDate> days = openDays(campaigns().get(1));
    List<Person> staff = new ArrayList<>();
    List<Came> came = new ArrayList<>();
    for (Department department : departments().subList(0, 16)) {
      Size size = size(department);
      List<Person> people = new ArrayList<>();
      for (int i = 0; i < size.staff(); i++) {
        people.add(new Person("%05d".formatted(staff.size() + i + 1), department.name()));
      }
      spread(people.subList(0, size.implementers()), size.personDays(), days, came);
      staff.addAll(people);
    }
    return new Data(staff, came);
  }

  private record Size(int staff, int implementers, int personDays) {}

  /** The smallest department of which the published figures are true, by whole numbers alone. */
  private static Size size(Department department) {
    long rate = Long.parseLong(department.ratePercent());
    long hundredths = Long.parseLong(department.perPerson().replace(".", ""));
    for (int staff = 20; staff < 1_000; staff++) {
      for (int implementers = 1; implementers <= staff; implementers++) {
        if ((200L * implementers + staff) / (2L * staff) != rate) {
          continue;
        }
        for (long days = implementers; days <= 6L * implementers; days++) {
          if ((200 * days + implementers) / (2L * implementers) == hundredths) {
            return new Size(staff, implementers, (int) days);
          }
        }
      }
    }
    throw new IllegalStateException("no department is like " + department);
  }

  /** The roster as {@code import roster} reads it; nobody has a card. */
  public static String rosterCsv(Data data) {
    StringBuilder csv = new StringBuilder("staff_id,name,department,zones,card\n");
    for (Person person : data.staff()) {
      csv.append(
          "%s,職員%s,%s,internet,\n"
              .formatted(person.staffId(), person.staffId(), person.department()));
    }
    return csv.toString();
  }

  /** The attendance as {@code import attendance} reads it. */
  public static String attendanceCsv(Data data, String office, List<String> seats) {
    StringBuilder csv = new StringBuilder("date,staff_id,office,seat,start,end\n");
    Map<LocalDate, Integer> ofDay = new LinkedHashMap<>();
    for (Came came : data.came()) {
      int seat = ofDay.merge(came.day(), 1, Integer::sum) - 1;
      csv.append(
          "%s,%s,%s,%s,09:00,17:00\n"
              .formatted(
                  came.day(), came.person().staffId(), office, seats.get(seat % seats.size())));
    }
    return csv.toString();
  }
}
