package city.seki.hub.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import city.seki.config.source.CityFile;
import city.seki.config.source.ReferenceCity;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ten years of a prefecture: 20,000 staff in 60 departments, 100 offices with 20,000 seats. Their
 * attendance is brought in by the production import, and counted by processes that have read
 * nothing yet.
 */
final class FiguresBenchmark {
  static final long VISITS = 50_000_000;

  private static final int STAFF = 20_000;
  private static final int OFFICES = 100;
  private static final int DEPARTMENTS = 60;
  private static final int SHIFT = 400;
  private static final int RUNS = 5;
  private static final LocalDate FIRST = LocalDate.of(2016, 4, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 3, 31);
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx256m");

  private final Path jar;
  private final Path folder;
  private final Path data;
  private final Table table;
  private final long visits;

  /**
   * @param visits how many there are; each is two taps
   */
  FiguresBenchmark(Path jar, Path folder, Table table, long visits) {
    this.jar = jar;
    this.folder = folder;
    this.table = table;
    this.visits = visits;
    data = folder.resolve("figures-data");
  }

  void run() throws IOException, InterruptedException {
    City city = ReferenceCity.scaled(OFFICES, STAFF / 2);
    Path offices = Files.writeString(folder.resolve("prefecture.yaml"), CityFile.write(city));
    Path roster = Files.writeString(folder.resolve("staff.csv"), roster());
    Java.run(jar, "import", "offices", offices.toString(), "--data", data.toString());
    Java.run(jar, "import", "roster", roster.toString(), "--data", data.toString());
    Path past = folder.resolve("past.csv");
    long rows = write(city, past);
    System.out.printf("  %,d rows, %,d MB of CSV%n", rows, Files.size(past) >> 20);
    String name = "%,d visits: ".formatted(rows);
    bringIn(past, rows, name);
    Files.delete(past);
    table.add(name + "history.db", "MB", (double) (Files.size(data.resolve("history.db")) >> 20));
    String office = city.offices().keySet().iterator().next();
    for (int i = 0; i < RUNS; i++) {
      ask(name + "ten years, all offices", "");
      ask(name + "ten years, one office", office);
      ask(name + "ten years, half of the offices", "half");
      ask(name + "utilisation of ten years, all offices", "use");
    }
  }

  private static String roster() {
    StringBuilder csv = new StringBuilder("staff_id,name,department,zones,card\n");
    for (int person = 0; person < STAFF; person++) {
      csv.append(
          "S%05d,Person %d,Department %d,lgwan,%n"
              .formatted(person, person, person * DEPARTMENTS / STAFF));
    }
    return csv.toString();
  }

  /** Whoever comes sits near the own office; some leave at noon, some come back. */
  private long write(City city, Path file) throws IOException {
    List<SeatId> seats = new ArrayList<>();
    for (Office office : city.offices().values()) {
      for (String seat : office.seats().keySet()) {
        seats.add(new SeatId(office.id(), seat));
        seats.add(new SeatId(office.id(), seat + "-once")); // a seat that is no more
      }
    }
    List<LocalDate> days =
        FIRST
            .datesUntil(LAST.plusDays(1))
            .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
            .toList();
    Random random = new Random(1);
    long rows = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("date,staff_id,office,seat,start,end\n");
      for (int d = 0; d < days.size(); d++) {
        int today = (int) (visits * (d + 1) / days.size() - visits * d / days.size());
        int first = random.nextInt(STAFF);
        int shift = random.nextInt(SHIFT);
        for (int i = 0; i < today; i++) {
          int person = (first + i % STAFF) % STAFF;
          boolean isBack = i >= STAFF;
          boolean leaves = today - i > STAFF || random.nextInt(5) == 0;
          SeatId seat = seats.get((person + shift) % seats.size());
          out.write(
              "%s,S%05d,%s,%s,%s,%s%n"
                  .formatted(
                      days.get(d),
                      person,
                      seat.office(),
                      seat.seat(),
                      isBack ? "13:00" : time(8, random.nextInt(60)),
                      !isBack && leaves ? "12:00" : time(17, random.nextInt(15))));
          rows++;
        }
      }
    }
    return rows;
  }

  private static String time(int hour, int minute) {
    return (hour < 10 ? "0" : "") + hour + (minute < 10 ? ":0" : ":") + minute;
  }

  private void bringIn(Path past, long rows, String name) throws IOException, InterruptedException {
    List<String> command =
        Java.command(
            FLAGS,
            jar,
            "import",
            "attendance",
            past.toString(),
            "--past-places",
            "--data",
            data.toString());
    long begun = System.nanoTime();
    Process process = new ProcessBuilder(command).inheritIO().start();
    double peak = 0;
    double busy = 0;
    while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peakMegabytes(process, peak));
      busy = Math.max(busy, Java.processorSeconds(process));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException("the import ended with " + process.exitValue());
    }
    table.add(name + "import", "rows/s", rows / seconds);
    table.add(name + "import, processor time", "s", busy);
    table.add(name + "import, largest resident memory (-Xmx256m)", "MB", peak);
  }

  private static double peakMegabytes(Process process, double known) throws IOException {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (NoSuchFileException e) {
      // It ended just now.
    }
    return known;
  }

  private static final Pattern TOLD = Pattern.compile("(\\d+) ms, (\\d+) ms, (\\d+) ms, (\\d+) MB");

  private void ask(String name, String offices) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FiguresQuestion.class.getName(),
                data.toString(),
                FIRST.toString(),
                LAST.toString(),
                offices));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    Matcher answer = TOLD.matcher(told);
    if (process.waitFor() != 0 || !answer.find()) {
      throw new IOException("the question was not answered: " + told);
    }
    table.add(name + ", first answer of a process", "ms", Double.parseDouble(answer.group(1)));
    table.add(name + ", processor time of it", "ms", Double.parseDouble(answer.group(2)));
    table.add(name + ", sixth answer of a process", "ms", Double.parseDouble(answer.group(3)));
    table.add(name + ", largest resident memory", "MB", Double.parseDouble(answer.group(4)));
  }
}
