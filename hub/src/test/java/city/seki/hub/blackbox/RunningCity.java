package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.CardId;
import city.seki.config.wire.CardKey;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The test city served by the built hub, with a broker of the one kind or the other. */
final class RunningCity implements AutoCloseable {
  /** Whose phone it is that {@link #phone} speaks for. */
  static final int PHONE_OWNER = 1;

  final HubProcess hub;
  final MosquittoClient mqtt;
  final ForeignUnit unit;
  final Web web;
  final Web phone;
  private final Path data;
  private final CardKey key;
  private final @Nullable Mosquitto external;
  private final AtomicInteger people = new AtomicInteger(PHONE_OWNER);
  private final AtomicInteger seats = new AtomicInteger();

  RunningCity(Path folder, boolean withMosquitto) throws IOException, InterruptedException {
    data = folder.resolve("data");
    TestCity.make(data, Instant.now(), 30, "pcsc:%s");
    String staffToken =
        HubProgram.succeed(
            HubProgram.HUB,
            "token",
            "create",
            "--role",
            "staff",
            "--staff-id",
            TestCity.staffId(PHONE_OWNER),
            "--data",
            data.toString());
    key = CardKeyFile.load(data);
    external = withMosquitto ? new Mosquitto(folder) : null;
    hub =
        external == null
            ? new HubProcess(data, 0, 0)
            : new HubProcess(data, 0, 0, "--broker", "mqtt://127.0.0.1:" + external.port());
    mqtt = new MosquittoClient(external == null ? hub.mqttPort() : external.port());
    unit = new ForeignUnit(mqtt);
    web = hub.web();
    phone = hub.web(staffToken);
  }

  /** Somebody whom no test has met. */
  int somebody() {
    int person = people.incrementAndGet();
    assertTrue(person <= TestCity.PEOPLE, "the test city needs more people");
    return person;
  }

  /** A seat of the office {@code open} where nobody was before. */
  String freeSeat() {
    return TestCity.seat(seats.incrementAndGet());
  }

  /** The digest of that card, as a unit with the city's key makes it. */
  String digest(String card) {
    return key.digest(CardId.parse(card));
  }

  String cardOf(int person) {
    return digest(TestCity.card(person));
  }

  Path data() {
    return data;
  }

  /** How many claims began or ended since the data were made. */
  long changes() throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
        Statement query = db.createStatement();
        ResultSet count =
            query.executeQuery("SELECT count(*) FROM event WHERE kind IN ('claimed', 'ended')")) {
      count.next();
      return count.getLong(1);
    }
  }

  /** Ends the hub as an administrator does, and its data are sound. */
  void end() throws IOException, InterruptedException {
    hub.terminate();
    String report = HubProgram.succeed(HubProgram.HUB, "check", "--data", data.toString());
    assertTrue(report.contains("sound"), report);
  }

  @Override
  public void close() {
    hub.close();
    if (external != null) {
      external.close();
    }
  }
}
