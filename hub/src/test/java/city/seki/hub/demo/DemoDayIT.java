package city.seki.hub.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.ReferenceCity;
import city.seki.hub.FreePort;
import city.seki.hub.blackbox.Mosquitto;
import city.seki.hub.blackbox.Needles;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A whole day of the demo city, at high speed, and then a search in everything that it left and
 * said: no card number is anywhere, no name outside the roster and the answers for those who need
 * it. The demo's own memory is not searched, for the people of the demo live there, cards in hand;
 * that of a hub and a unit is, in {@code MemoryIT}.
 */
@Timeout(600)
class DemoDayIT {
  private static final Path JAR = Path.of("target", "seki-hub.jar").toAbsolutePath();
  private static final String SUB = "/usr/bin/mosquitto_sub";
  private static final String PUB = "/usr/bin/mosquitto_pub";
  private static final Pattern READY =
      Pattern.compile("Seki is ready: (http://127\\.0\\.0\\.1:\\d+)/\\?token=(\\S+)");
  private static final int STAFF = 1_294;
  private static final int KITS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> ROLES =
      Set.of("staff", "facilities", "hr", "supervisor", "operator", "auditor");

  /**
   * Whose answers may tell a name: one's own to everybody, who has a kit to those who look after
   * kits; the demo's own.
   */
  private static final Map<String, Set<String>> MAY_NAME =
      Map.ofEntries(
          entry("/api/v1/session", ROLES),
          entry("/api/v1/me", ROLES),
          entry("/api/v1/me/data", ROLES),
          entry("/api/v1/me/colleagues", ROLES),
          entry("/api/v1/kits", Set.of("facilities", "admin")),
          entry("/api/v1/offices/{office}/kits", Set.of("facilities", "admin")),
          entry("/api/v1/offices/{office}/kits/{kit}/history", Set.of("facilities", "admin")),
          entry("/api/v1/muster", Set.of("facilities", "admin")),
          entry("/api/v1/measures", Set.of("facilities", "admin")),
          entry("/api/v1/attendance", Set.of("hr", "supervisor", "admin")),
          entry("/api/v1/reports/telework/rows", Set.of("hr", "supervisor", "admin")),
          entry("/api/v1/demo", Set.of("admin")));

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Needles numbers = new Needles();
  private final Needles names = new Needles();
  private final Map<String, String> tokens = new TreeMap<>();
  private final List<Process> running = new ArrayList<>();
  private Process demo;
  private String base = "";
  private int mqttPort;

  @BeforeEach
  void start_the_demo() throws Exception {
    Mosquitto.require(SUB, "mosquitto-clients");
    know();
    mqttPort = FreePort.take();
    demo =
        process(
                java(
                    "demo",
                    "--speed",
                    "400",
                    "--mqtt-port",
                    Integer.toString(mqttPort),
                    "--data",
                    data().toString()))
            .redirectError(folder.resolve("demo.err").toFile())
            .start();
    running.add(demo);
    BufferedReader out = demo.inputReader(UTF_8);
    Matcher ready = READY.matcher("");
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Files.writeString(said(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (ready.reset(line).matches()) {
        break;
      }
    }
    base = ready.group(1);
    tokens.put("admin", ready.group(2));
    running.add(
        process(List.of(SUB, "-V", "5", "-p", "" + mqttPort, "-t", "#", "-F", "%t %P %p"))
            .redirectOutput(live().toFile())
            .start());
  }

  @AfterEach
  void end() throws Exception {
    for (Process process : running) {
      process.destroyForcibly();
      process.waitFor();
    }
    client.shutdownNow();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path said() {
    return folder.resolve("demo.out");
  }

  private Path live() {
    return folder.resolve("mqtt.live");
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static ProcessBuilder process(List<String> command) {
    return new ProcessBuilder(command);
  }

  private String run(List<String> command) throws Exception {
    Process process = process(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still runs: " + command.getFirst());
    return said.strip();
  }

  private static String secret(String said) {
    return said.lines().filter(line -> line.startsWith("seki_")).findFirst().orElseThrow();
  }

  /** The cards and tags of {@link DemoPeople}, {@link DemoKits} and {@link DemoStreet}. */
  private void know() {
    for (DemoPerson person : DemoPeople.of(STAFF, ReferenceCity.city().zones(), new Random(1))) {
      numbers.number("the card of " + person.staffId(), person.cardId());
    }
    for (int i = 0; i < KITS; i++) {
      numbers.number("the tag of kit " + i, "04%012X".formatted(0x4B17_0000_0000L + i));
    }
    numbers.number("the visitor's card of the panel", "0116FFFF00000042");
    numbers.beginning("a stranger's card", "0116FF0000");
    DemoPeople.names().forEach(name -> names.name("a name", name));
  }

  @Test
  void a_whole_day_leaves_no_card_number_and_no_name_and_what_is_planted_is_found()
      throws Exception {
    for (String role : ROLES) {
      List<String> create =
          new ArrayList<>(java("token", "create", "--data", data().toString(), "--role", role));
      create.addAll(List.of("--staff-id", "S00010"));
      tokens.put(role, secret(run(create)));
    }
    Process events = listen("facilities");
    use_the_panel();
    order_a_selftest();
    await("people sit", () -> claimed() > 40);
    assertEquals(List.of(), answers());
    assertEquals(List.of(), files());
    await("the day is over", () -> !get("admin", "/api/v1/offices").contains("\"open\":true"));
    assertEquals(List.of(), answers());
    events.destroy();
    String retained =
        run(List.of(SUB, "-V", "5", "-p", "" + mqttPort, "-t", "#", "--retained-only", "-W", "2"));
    Files.writeString(folder.resolve("mqtt.retained"), retained);
    assertTrue(retained.length() > 1_000, retained);
    assertTrue(Files.size(live()) > 10_000, "nothing was heard of the broker");
    assertEquals(List.of(), files());
    assertTrue(
        Stream.of("ledger.db", "access.db", "roster.db")
            .map(data()::resolve)
            .allMatch(Files::exists));
    assertEquals(Set.of("a name"), names.in(read(data().resolve("roster.db"), true)));

    plant();
    await("the planted message is heard", () -> !numbers.in(read(live(), false)).isEmpty());
    demo.destroy();
    assertTrue(demo.waitFor(60, TimeUnit.SECONDS), "the demo does not end");
    Set<String> places = new TreeSet<>();
    files().forEach(line -> places.add(line.substring(0, line.indexOf(':'))));
    assertEquals(
        Set.of("data/ledger.db", "data/units/planted.txt", "demo.err", "mqtt.live"), places);
  }

  /** One in each kind of place, each in another shape. */
  private void plant() throws Exception {
    String card = DemoPeople.of(STAFF, List.of("lgwan"), new Random(1)).getLast().cardId();
    run(
        List.of(
            PUB,
            "-V",
            "5",
            "-p",
            "" + mqttPort,
            "-t",
            "seki/1/unit/planted/device",
            "-m",
            card.toLowerCase(Locale.ROOT)));
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + data().resolve("ledger.db"));
        PreparedStatement s = db.prepareStatement("INSERT INTO mark (name, event) VALUES (?, 0)")) {
      s.setBytes(1, HexFormat.of().parseHex(card));
      s.executeUpdate();
    }
    Files.writeString(folder.resolve("demo.err"), "card " + card + "\n", StandardOpenOption.APPEND);
    Files.writeString(data().resolve("units").resolve("planted.txt"), "佐藤　陽子");
  }

  /** Every card that the panel offers, on a seat's reader. */
  private void use_the_panel() throws Exception {
    JsonNode panel = JSON.readTree(get("admin", "/api/v1/demo"));
    JsonNode reader = panel.get("readers").get(0);
    for (JsonNode card : panel.get("cards")) {
      String tap =
          "{\"card\":%s,\"office\":%s,\"reader\":%s}"
              .formatted(card.get("card"), reader.get("office"), reader.get("reader"));
      HttpRequest.Builder asked = asked("admin", "/api/v1/demo/taps");
      asked.POST(HttpRequest.BodyPublishers.ofString(tap));
      int code = client.send(asked.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
      assertTrue(code < 300, "the panel answers " + code);
    }
  }

  /** What a unit answers to the hub's orders is searched, too. */
  private void order_a_selftest() throws Exception {
    String unit = JSON.readTree(get("admin", "/api/v1/units")).get(0).get("unit").asString();
    HttpRequest.Builder order =
        asked("admin", "/api/v1/units/" + unit + "/commands")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"do\":\"selftest\"}"));
    HttpResponse<String> answer = client.send(order.build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(202, answer.statusCode(), answer.body());
  }

  /** What one hears of the city while the day goes on. */
  private Process listen(String role) throws IOException {
    Process curl =
        process(
                List.of(
                    "curl",
                    "-sN",
                    "-H",
                    "Authorization: Bearer " + tokens.get(role),
                    base + "/api/v1/events"))
            .redirectOutput(folder.resolve("events").toFile())
            .start();
    running.add(curl);
    return curl;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(String what, Condition condition) throws Exception {
    for (int i = 0; i < 3_000 && !condition.holds(); i++) {
      assertTrue(!demo.waitFor(100, TimeUnit.MILLISECONDS), "the demo ended before " + what);
    }
    assertTrue(condition.holds(), what);
  }

  private int claimed() throws Exception {
    int claimed = 0;
    for (JsonNode office : JSON.readTree(get("admin", "/api/v1/offices"))) {
      claimed += office.get("claimed").asInt();
    }
    return claimed;
  }

  private HttpRequest.Builder asked(String role, String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + tokens.get(role));
  }

  private String get(String role, String path) throws Exception {
    return client.send(asked(role, path).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Asks every path of the API that only reads, as everybody; what of it must not be there. */
  private List<String> answers() throws Exception {
    List<String> found = new ArrayList<>();
    for (String path : paths()) {
      for (String role : tokens.keySet()) {
        for (String asked : filled(path)) {
          byte[] body = get(role, asked).getBytes(UTF_8);
          numbers.in(body).forEach(what -> found.add(role + " " + asked + ": " + what));
          if (!MAY_NAME.getOrDefault(path, Set.of()).contains(role)) {
            names.in(body).forEach(what -> found.add(role + " " + asked + ": " + what));
          }
        }
      }
    }
    return found;
  }

  private List<String> paths() throws Exception {
    List<String> paths = new ArrayList<>(List.of("/api/v1/demo"));
    JSON.readTree(get("admin", "/api/openapi.json"))
        .get("paths")
        .properties()
        .forEach(
            path -> {
              if (path.getValue().has("get") && !path.getKey().equals("/api/v1/events")) {
                paths.add(path.getKey());
              }
            });
    assertTrue(paths.size() > 20, paths.toString());
    return paths;
  }

  /** That path for an office that has what it names. */
  private List<String> filled(String path) throws Exception {
    if (path.startsWith("/api/v1/reports/")) {
      return List.of(path + "?from=2020-01-01&to=2040-12-31&limit=100000");
    }
    if (!path.contains("{")) {
      return List.of(path);
    }
    Map<String, String> parts = new LinkedHashMap<>();
    JsonNode kits = JSON.readTree(get("admin", "/api/v1/kits"));
    JsonNode rooms = JSON.readTree(get("admin", "/api/v1/rooms"));
    JsonNode of = path.contains("{kit}") ? kits.get(0) : rooms.get(0);
    parts.put("{office}", of.get("office").asString());
    parts.put("{kit}", kits.get(0).get("kit").asString());
    parts.put("{room}", rooms.get(0).get("room").asString());
    parts.put("{device}", "display-1");
    parts.put("{seat}", "A-01");
    parts.put("{file}", "floor.js");
    parts.put("{command}", ordered());
    parts.put("{sha256}", "0".repeat(64)); // the demo has no bundles and no roll-outs
    parts.put("{rollout}", "1");
    parts.put("{version}", "1");
    String filled = path;
    for (Map.Entry<String, String> part : parts.entrySet()) {
      filled = filled.replace(part.getKey(), part.getValue());
    }
    return List.of(path.endsWith("/seat-codes") ? filled + "?at=" + base : filled);
  }

  private String ordered() throws Exception {
    return JSON.readTree(get("admin", "/api/v1/commands")).get(0).get("command").asString();
  }

  /** Searches all that was written, the data directory and what was said and heard. */
  private List<String> files() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    assertTrue(files.size() > 20, files.toString());
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      byte[] bytes = read(file, false);
      numbers.in(bytes).forEach(what -> found.add(name + ": " + what));
      if (!name.startsWith("data/roster.db")) {
        names.in(bytes).forEach(what -> found.add(name + ": " + what));
      }
    }
    return found;
  }

  /** A journal's log may go while one looks. */
  private static byte[] read(Path file, boolean must) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      if (must) {
        throw e;
      }
      return new byte[0];
    }
  }
}
