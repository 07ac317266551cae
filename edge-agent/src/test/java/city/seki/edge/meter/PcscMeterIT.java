package city.seki.edge.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The built meter at a real pcscd with virtual readers.
 *
 * <p>Each card lies there until its line has come: pcscd looks at a virtual reader only every 400
 * ms.
 */
@Timeout(900)
class PcscMeterIT {
  /** How often pcscd is killed under the meter: {@code -Dseki.pcsc.kills=100} for more. */
  private static final int KILLS = Integer.getInteger("seki.pcsc.kills", 5);

  private static final String FELICA = "3B8F8001804F0CA00000030611003B0000000042";
  private static final String CLASSIC = "3B8F8001804F0CA000000306030001000000006A";
  private static final String MY_NUMBER = "3B888001000041E0B381A1003B";
  private static final String IDM = "011603005B1BD402";
  private static final String READY =
      "{\"event\":\"ready\",\"reader\":\"pcsc:\",\"firmware\":\"Virtual PCD 00 00\"}";
  private static final String GONE = "{\"event\":\"gone\"}";
  private static final String FAULT = "{\"event\":\"fault\",\"cause\":\"gone\"}";
  private static final String FELICA_CARD =
      "{\"event\":\"card\",\"tech\":\"felica\",\"id\":\"" + IDM + "\"}";

  private VirtualPcsc pcsc;

  @BeforeEach
  void start() throws IOException {
    pcsc = new VirtualPcsc();
  }

  @AfterEach
  void stop() throws InterruptedException {
    pcsc.close();
  }

  private MeterProcess meter(String... arguments) throws IOException {
    String[] all = new String[arguments.length + 1];
    all[0] = "readers";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new MeterProcess(pcsc.join(), all);
  }

  /** A meter at work, whatever it said while pcscd was starting. */
  private MeterProcess ready(String... arguments) throws Exception {
    pcsc.startPcscd();
    MeterProcess meter = meter(arguments);
    meter.until(READY);
    return meter;
  }

  @Test
  void cards_of_both_kinds_come_and_go_with_their_ids() throws Exception {
    try (MeterProcess meter = ready("--watch", "pcsc:", "--show-id")) {
      for (int i = 0; i < 2; i++) {
        pcsc.insert(VirtualPcsc.FIRST, FELICA, IDM + "9000");
        meter.expect(FELICA_CARD);
        pcsc.remove(VirtualPcsc.FIRST);
        meter.expect(GONE);
      }
      pcsc.insert(VirtualPcsc.FIRST, CLASSIC, "04416D412B02899000");
      meter.expect("{\"event\":\"card\",\"tech\":\"iso14443a\",\"id\":\"04416D412B0289\"}");
      pcsc.remove(VirtualPcsc.FIRST);
      meter.expect(GONE);
      meter.terminate();
      assertEquals(0, meter.exitCode());
    }
  }

  @Test
  void without_show_id_no_id_is_printed_and_refusals_have_their_reason() throws Exception {
    try (MeterProcess meter = ready("--watch", "pcsc:")) {
      pcsc.insert(VirtualPcsc.FIRST, FELICA, IDM + "9000");
      meter.expect("{\"event\":\"card\",\"tech\":\"felica\"}");
      pcsc.remove(VirtualPcsc.FIRST);
      meter.expect(GONE);
      pcsc.insert(VirtualPcsc.FIRST, CLASSIC, "08A1B2C39000");
      meter.expect("{\"event\":\"refused\",\"tech\":\"iso14443a\",\"reason\":\"random-id\"}");
      pcsc.remove(VirtualPcsc.FIRST);
      meter.expect(GONE);
      pcsc.insert(VirtualPcsc.FIRST, MY_NUMBER, "112233449000");
      meter.expect("{\"event\":\"refused\",\"tech\":\"iso14443b\",\"reason\":\"random-id\"}");
      pcsc.remove(VirtualPcsc.FIRST);
      meter.expect(GONE);
      meter.terminate();
      assertEquals(0, meter.exitCode());
      assertFalse(meter.errors().contains(IDM), meter.errors());
    }
  }

  @Test
  void the_second_of_two_readers_is_watched_by_its_name() throws Exception {
    pcsc.startPcscd();
    try (MeterProcess meter = meter("--watch", "pcsc:00 01", "--show-id", "--once")) {
      meter.until(
          "{\"event\":\"ready\",\"reader\":\"pcsc:00 01\",\"firmware\":\"Virtual PCD 00 01\"}");
      pcsc.insert(VirtualPcsc.FIRST, CLASSIC, "A1B2C3D49000");
      pcsc.insert(VirtualPcsc.SECOND, FELICA, IDM + "9000");
      meter.expect(FELICA_CARD);
      pcsc.remove(VirtualPcsc.SECOND);
      meter.expect(GONE);
      assertEquals(0, meter.exitCode(), "--once ends after the first card");
    }
  }

  @Test
  void a_swap_too_quick_for_pcscd_is_seen_by_the_id() throws Exception {
    try (MeterProcess meter = ready("--watch", "pcsc:", "--show-id")) {
      pcsc.insert(VirtualPcsc.FIRST, FELICA, IDM + "9000");
      meter.expect(FELICA_CARD);
      pcsc.remove(VirtualPcsc.FIRST);
      pcsc.insert(VirtualPcsc.FIRST, FELICA, "01010101010101019000");
      meter.until("{\"event\":\"card\",\"tech\":\"felica\",\"id\":\"0101010101010101\"}");
    }
  }

  @Test
  void pcscd_may_start_late_and_crash_again_and_again() throws Exception {
    try (MeterProcess meter = meter("--watch", "pcsc:", "--show-id")) {
      meter.expect(FAULT);
      pcsc.startPcscd();
      meter.expect(READY);
      int files = meter.openFiles();
      for (int i = 0; i < KILLS; i++) {
        pcsc.insert(VirtualPcsc.FIRST, FELICA, IDM + "9000");
        meter.expect(FELICA_CARD);
        pcsc.remove(VirtualPcsc.FIRST);
        meter.expect(GONE);
        pcsc.killPcscd();
        meter.expect(FAULT);
        pcsc.startPcscd();
        meter.expect(READY);
      }
      assertEquals(files, meter.openFiles(), "no session is leaked");
      assertTrue(meter.errors().contains("pcscd.socket"), meter.errors());
    }
  }

  @Test
  void a_card_that_lies_there_through_a_crash_is_told_again_after_ready() throws Exception {
    try (MeterProcess meter = ready("--watch", "pcsc:", "--show-id")) {
      pcsc.insert(VirtualPcsc.FIRST, FELICA, IDM + "9000");
      meter.expect(FELICA_CARD);
      pcsc.killPcscd();
      meter.expect(FAULT);
      pcsc.startPcscd();
      meter.expect(READY);
      pcsc.insert(VirtualPcsc.FIRST, FELICA, IDM + "9000");
      meter.until(FELICA_CARD); // "gone" may come before it: the virtual card ended with pcscd
    }
  }
}
