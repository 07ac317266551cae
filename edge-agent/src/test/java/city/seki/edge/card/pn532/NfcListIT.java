package city.seki.edge.card.pn532;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.CardTech;
import city.seki.edge.bus.TtyLine;
import city.seki.edge.card.Card;
import city.seki.edge.card.Field;
import city.seki.edge.card.Pace;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.Refusal;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * libnfc, which knows nothing of us, as the judge: its {@code nfc-list} reads the emulated chip on
 * a pseudo-terminal, then the driver reads the same chip, and both must say the same.
 */
class NfcListIT {
  @TempDir Path folder;

  static Stream<Arguments> cards() {
    String idm = "011603005B1BD402";
    return Stream.of(
        Arguments.of(EmulatedCard.felica(idm), "NFCID2", idm, present(CardTech.FELICA, idm)),
        typeA("A1B2C3D4"),
        typeA("04416D412B0289"),
        typeA("04010203040506070809"),
        Arguments.of(
            EmulatedCard.typeB("A1B2C3D4"),
            "PUPI",
            "A1B2C3D4",
            new Field.Refused(CardTech.ISO14443B, Refusal.RANDOM_ID)));
  }

  private static Arguments typeA(String uid) {
    return Arguments.of(EmulatedCard.typeA(uid), "NFCID1", uid, present(CardTech.ISO14443A, uid));
  }

  private static Field present(CardTech tech, String id) {
    return new Field.Present(new Card(tech, id));
  }

  @ParameterizedTest
  @MethodSource("cards")
  void libnfc_and_the_driver_see_the_same_card(
      EmulatedCard card, String label, String id, Field expected) throws Exception {
    try (PtyPair ptys = new PtyPair(folder)) {
      EmulatedPn532 chip = chipOn(ptys);
      chip.lay(card);
      String listed = run(ptys, "nfc-list");
      assertEquals(id, idIn(listed, label), listed);
      assertEquals(expected, polled(ptys), listed);
    }
  }

  @Test
  void libnfc_and_the_driver_see_an_empty_field() throws Exception {
    try (PtyPair ptys = new PtyPair(folder)) {
      chipOn(ptys);
      String listed = run(ptys, "nfc-list", "-v");
      assertTrue(listed.contains("0 ISO14443A passive target(s) found"), listed);
      assertTrue(listed.contains("0 Felica (212 kbps) passive target(s) found"), listed);
      assertTrue(listed.contains("0 ISO14443B passive target(s) found"), listed);
      assertEquals(new Field.Empty(), polled(ptys));
    }
  }

  @Test
  void libnfc_waits_for_a_card_and_gets_it() throws Exception {
    try (PtyPair ptys = new PtyPair(folder)) {
      EmulatedPn532 chip = chipOn(ptys);
      chip.lay(EmulatedCard.typeA("A1B2C3D4"));
      Process poll = start(ptys, "nfc-poll");
      try {
        String seen = firstId(poll);
        assertEquals("A1B2C3D4", idIn(seen, "NFCID1"), seen);
        chip.liftAll();
        assertTrue(poll.waitFor(30, TimeUnit.SECONDS), "nfc-poll does not notice the lifted card");
      } finally {
        poll.destroyForcibly();
      }
    }
  }

  private static EmulatedPn532 chipOn(PtyPair ptys) throws Exception {
    EmulatedPn532 chip = new EmulatedPn532();
    TtyLine line = TtyLine.open(ptys.device.toString(), HsuTransport.BAUD);
    Thread.ofPlatform().daemon().start(() -> Pn532Wires.serve(chip, line));
    return chip;
  }

  /** What the driver finds. It is asked again as its watch would: a busy machine answers late. */
  private static Field polled(PtyPair ptys) throws Exception {
    try (Pn532Reader reader = Pn532Reader.hsu(ptys.host.toString(), Pace.real())) {
      for (int tries = 1; ; tries++) {
        try {
          assertEquals("1.6", reader.open());
          return reader.poll();
        } catch (ReaderFault late) {
          if (tries == 5) {
            throw late;
          }
          reader.close();
        }
      }
    }
  }

  private static Process start(PtyPair ptys, String... command) throws IOException {
    PtyPair.requireProgram(command[0], "apt-get install -y libnfc-bin libnfc-examples");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String terminal = ptys.host.toRealPath().toString();
    builder.environment().put("LIBNFC_DEVICE", "pn532_uart:" + terminal);
    return builder.start();
  }

  private String run(PtyPair ptys, String... command) throws Exception {
    Process process = start(ptys, command);
    try {
      Path output = folder.resolve("output");
      Files.copy(process.getInputStream(), output);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), command[0] + " does not end");
      return Files.readString(output, StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String firstId(Process process) throws IOException {
    StringBuilder seen = new StringBuilder();
    var reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      seen.append(line).append('\n');
      if (line.contains("NFCID1")) {
        break;
      }
    }
    return seen.toString();
  }

  /** libnfc prints {@code UID (NFCID1): a1 b2 c3 d4}. */
  private static @Nullable String idIn(String output, String label) {
    return output
        .lines()
        .filter(line -> line.contains(label))
        .map(line -> line.substring(line.indexOf(':') + 1).replace(" ", ""))
        .map(id -> id.toUpperCase(Locale.ROOT))
        .findFirst()
        .orElse(null);
  }
}
