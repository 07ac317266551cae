package city.seki.hub.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Command;
import city.seki.config.source.CityFile;
import city.seki.config.source.ReferenceCity;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.server.Hub;
import city.seki.hub.server.HubSettings;
import city.seki.hub.server.HubSurroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running hub with libcoap's client as the label. That program ends with 0 whatever it is
 * answered, and prints an error's code and text to standard error; so its output is looked at.
 */
@Timeout(120)
class CoapClientIT {
  /** No units: the ledger alone says what the seats are. */
  private static final City CITY =
      new City(
          ReferenceCity.city().name(),
          ReferenceCity.city().timeZone(),
          ReferenceCity.city().zones(),
          ReferenceCity.city().offices().values(),
          List.of(),
          Set.of());

  private static final String OFFICE = CITY.offices().keySet().iterator().next();
  private static final SeatId SEAT =
      new SeatId(
          OFFICE, CITY.offices().values().iterator().next().seats().keySet().iterator().next());
  private static final String SEAT_PATH = "/offices/" + OFFICE + "/seats/" + SEAT.seat();

  @TempDir Path folder;
  private Hub hub;

  @BeforeEach
  void start() throws Exception {
    DataDirectory data = DataDirectory.use(folder.resolve("data"));
    Files.writeString(data.city(), CityFile.write(CITY));
    InstantSource clock = InstantSource.system();
    hub =
        Hub.start(
            new HubSettings(
                data,
                InetAddress.ofLiteral("127.0.0.1"),
                null,
                0,
                0,
                0,
                null,
                1,
                false,
                null,
                null,
                null),
            new HubSurroundings(
                () -> clock.instant().truncatedTo(ChronoUnit.MILLIS),
                clock,
                System::nanoTime,
                new SecureRandom(),
                failure -> {
                  throw failure;
                },
                () -> {}),
            List.of());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Process client(String path, String... arguments) throws IOException {
    Path program =
        Stream.of("coap-client-notls", "coap-client")
            .map(name -> Path.of("/usr/bin", name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    String remedy = "coap-client is missing: apt-get install libcoap3-bin";
    if (program == null && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(remedy);
    }
    Assumptions.assumeTrue(program != null, remedy);
    List<String> command = new ArrayList<>(List.of(String.valueOf(program), "-w", "-B", "20"));
    command.addAll(List.of(arguments));
    command.add("coap://127.0.0.1:" + hub.coapPort() + path);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private String said(String path, String... arguments) throws IOException {
    return new String(client(path, arguments).getInputStream().readAllBytes(), UTF_8).strip();
  }

  /** A hub that has just started has not looked at its seats yet. */
  private String firstLook(String path) throws IOException {
    String said;
    do {
      said = said(path, "-A", "50");
    } while (said.startsWith("5.03"));
    return said;
  }

  @Test
  void a_label_reads_its_seat_and_a_sign_the_summary() throws Exception {
    String seat = firstLook(SEAT_PATH);
    assertTrue(seat.contains("\"seat\":\"" + SEAT.seat() + "\""), seat);
    assertTrue(seat.contains("\"state\":\"free\""), seat);
    String summary = firstLook("/offices/" + OFFICE + "/summary");
    assertTrue(summary.contains("\"out_of_service\":0"), summary);
  }

  @Test
  void a_label_that_observes_is_told_when_its_seat_goes_out_of_service() throws Exception {
    String free = firstLook(SEAT_PATH);
    Process label = client(SEAT_PATH, "-s", "20");
    try (BufferedReader lines = label.inputReader(UTF_8)) {
      String before = String.valueOf(lines.readLine());
      assertEquals(free, before);
      var _ =
          hub.allocation()
              .ask(new Command.TakeOutOfService(SEAT, "test", "broken chair", hub.now()))
              .get();
      String after = String.valueOf(lines.readLine());
      assertTrue(after.contains("\"state\":\"out-of-service\""), after);
    } finally {
      label.destroy();
    }
  }

  @Test
  void what_is_refused_says_why() throws Exception {
    String missing = said("/offices/" + OFFICE + "/seats/none");
    assertTrue(missing.startsWith("4.04"), missing);
    String written = said(SEAT_PATH, "-m", "put", "-e", "free");
    assertTrue(written.startsWith("4.05"), written);
  }

  @Test
  void offices_are_listed_and_their_seats_block_by_block() throws Exception {
    String offices = said("/.well-known/core");
    assertEquals(CITY.offices().size(), offices.split(",").length, offices);
    String seats = said("/offices/" + OFFICE, "-b", "64");
    assertTrue(seats.contains("<" + SEAT_PATH + ">;ct=50;obs"), seats);
  }
}
