package city.seki.hub.blackbox;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.hub.FreePort;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory of a hub and of a unit, each the built program in a process of its own, after people
 * have tapped at a reader outside of both: heap dumps hold no card's number, and no name. A unit
 * knows the number of a card for as long as it lies on a reader; a hub knows a name for as long as
 * the connection is open by which it told it.
 */
@Timeout(300)
class MemoryIT {
  private static final List<String> NAMES =
      List.of("霜月 環", "早乙女 澪", "不知火 巴", "御手洗 匠", "小鳥遊 灯", "四月一日 楓");

  @TempDir private Path folder;
  private final Needles numbers = new Needles();
  private final Needles names = new Needles();
  private final List<String> cards = cards();

  private static List<String> cards() {
    Random random = new Random(5);
    byte[] rest = new byte[6];
    return IntStream.range(0, NAMES.size())
        .mapToObj(
            _ -> {
              random.nextBytes(rest);
              return "0116" + HexFormat.of().withUpperCase().formatHex(rest);
            })
        .toList();
  }

  @Test
  void neither_hub_nor_unit_keeps_a_card_number_or_a_name_and_what_is_there_is_found()
      throws Exception {
    for (int person = 0; person < NAMES.size(); person++) {
      numbers.number("card " + person, cards.get(person));
      names.name("a name", NAMES.get(person));
    }
    Path data = folder.resolve("data");
    int port = FreePort.take();
    TestCity.make(data, Instant.now(), 1, "pn532:hsu:" + folder.resolve("%s"));
    HubProgram.succeed(
        HubProgram.HUB, "import", "roster", roster().toString(), "--data", data.toString());
    TestCity.provision(data, folder.resolve("units"), "127.0.0.1", port);
    try (SerialReader reader = new SerialReader(folder.resolve("A-01"));
        HubProcess hub = new HubProcess(data, 0, port)) {
      Process unit = unit();
      try {
        look(data, reader, hub, new Memory(unit.pid(), folder));
      } finally {
        unit.destroyForcibly();
        assertTrue(unit.waitFor(20, TimeUnit.SECONDS), "the unit survives kill -9");
      }
    }
  }

  private void look(Path data, SerialReader reader, HubProcess hub, Memory unit) throws Exception {
    for (String card : cards) {
      reader.lay(EmulatedCard.felica(card));
      Await.until("the seat is taken", () -> state(hub).equals("claimed"));
      reader.liftAll();
      free(hub);
    }
    everybody_looks_at_own_data(data, hub);
    Memory hubs = new Memory(hub.pid(), folder);
    Await.until("the connections have ended", () -> names.in(hubs.dump()).isEmpty());
    assertEquals(Set.of(), numbers.in(hubs.dump()), "in the hub");
    byte[] inUnit = unit.dump();
    assertEquals(Set.of(), numbers.in(inUnit), "in the unit");
    assertEquals(Set.of(), names.in(inUnit), "in the unit");

    // The same looks find what is there: a note with a number and a name, a card that still lies.
    String note = cards.getFirst().toLowerCase(Locale.ROOT) + " " + NAMES.getFirst();
    hub.web()
        .expect(
            204,
            "POST",
            "/api/v1/offices/open/seats/A-01/out-of-service",
            "{\"note\":\"" + note + "\"}");
    byte[] planted = hubs.dump();
    assertEquals(Set.of("card 0"), owner(planted));
    assertFalse(names.in(planted).isEmpty(), "a name that is there is not found");
    reader.lay(EmulatedCard.felica(cards.getLast()));
    Await.until("the card is seen", () -> owner(unit.dump()).equals(Set.of("card 5")));
  }

  /** Facilities end the claim: nobody waits five seconds for a second tap. */
  private static void free(HubProcess hub) throws IOException, InterruptedException {
    hub.web()
        .expect(204, "POST", "/api/v1/offices/open/seats/A-01/end", "{\"note\":\"the next one\"}");
    Await.until("the seat is free", () -> state(hub).equals("free"));
  }

  /** Names are told to those who may see them, and not kept for it. */
  private static void everybody_looks_at_own_data(Path data, HubProcess hub) throws Exception {
    for (int person = 0; person < NAMES.size(); person++) {
      String token =
          HubProgram.succeed(
              HubProgram.HUB,
              "token",
              "create",
              "--role",
              "staff",
              "--staff-id",
              TestCity.staffId(person),
              "--data",
              data.toString());
      try (HttpClient browser = HttpClient.newHttpClient()) {
        String said = new Web(browser, hub.http(), token).get("/api/v1/me").toString();
        assertTrue(said.contains(NAMES.get(person)), said);
      }
    }
  }

  private Set<String> owner(byte[] dump) {
    Set<String> owners = new TreeSet<>();
    numbers.in(dump).forEach(what -> owners.add(what.replaceFirst(" (as|in) .*", "")));
    return owners;
  }

  private static String state(HubProcess hub) throws IOException, InterruptedException {
    return hub.web().seat("open", "A-01").get("state").asString();
  }

  private Path roster() throws IOException {
    return Files.writeString(
        folder.resolve("people.csv"),
        IntStream.range(0, NAMES.size())
            .mapToObj(
                p -> TestCity.staffId(p) + "," + NAMES.get(p) + ",総務部,lgwan,felica:" + cards.get(p))
            .collect(joining("\n", "staff_id,name,department,zones,card\n", "\n")));
  }

  private Process unit() throws IOException {
    return new ProcessBuilder(
            HubProgram.command(
                List.of("-XX:+UseSerialGC", "-Xmx64m"),
                HubProgram.EDGE,
                "run",
                "--identity",
                folder.resolve("units/u1").toString(),
                "--data",
                folder.resolve("journal").toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("unit.log").toFile())
        .start();
  }
}
