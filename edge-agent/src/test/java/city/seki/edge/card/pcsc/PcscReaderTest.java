package city.seki.edge.card.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.CardTech;
import city.seki.edge.card.Card;
import city.seki.edge.card.Field;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.Refusal;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcscReaderTest {
  private static final String FELICA = "3B8F8001804F0CA00000030611003B0000000042";
  private static final String CLASSIC = "3B8F8001804F0CA000000306030001000000006A";
  private static final String MY_NUMBER = "3B888001000041E0B381A1003B";
  private static final String CONTACT = "3BDA13FF8131FB468012392F31C173C601C03B";
  private static final String B_OR_A = "3B88800112345678B381A10099";
  private static final Field EMPTY = new Field.Empty();
  private static final Field SUICA = present(CardTech.FELICA, "011603005B1BD402");

  private final FakePcsc pcsc = new FakePcsc();
  private final PcscReader reader = new PcscReader("", () -> pcsc);

  private static Field present(CardTech tech, String id) {
    return new Field.Present(new Card(tech, id));
  }

  private ReaderFault faultOf(org.junit.jupiter.api.function.Executable call) {
    ReaderFault fault = assertThrows(ReaderFault.class, call);
    assertEquals(pcsc.links, pcsc.unlinked, "every card that was connected to is let go of");
    return fault;
  }

  @Test
  void the_first_reader_is_taken_when_none_is_named() throws Exception {
    pcsc.readers.add("Fake 00 01");
    assertEquals("Fake 00 00", reader.open());
    assertEquals("pcsc:", reader.name());
  }

  @Test
  void a_reader_is_found_by_a_part_of_its_name() throws Exception {
    pcsc.readers.addAll(List.of("SONY FeliCa RC-S300/P (1234567) 00 00", "Fake 01 00"));
    PcscReader named = new PcscReader("RC-S300", () -> pcsc);
    assertEquals("SONY FeliCa RC-S300/P (1234567) 00 00", named.open());
    assertEquals(EMPTY, named.poll());
    assertEquals("SONY FeliCa RC-S300/P (1234567) 00 00", pcsc.asked);
    assertEquals("pcsc:RC-S300", named.name());
  }

  @Test
  void a_name_that_no_reader_has_is_a_fault_that_lists_the_readers() {
    ReaderFault fault = faultOf(new PcscReader("ACR122", () -> pcsc)::open);
    assertEquals(ReaderFault.Cause.GONE, fault.reason());
    assertTrue(fault.toString().contains("Fake 00 00"), fault.toString());
    assertEquals(pcsc.sessions, pcsc.released);
  }

  @Test
  void cards_come_and_go() throws Exception {
    reader.open();
    assertEquals(EMPTY, reader.poll());
    pcsc.insert(FELICA, "011603005B1BD4029000");
    assertEquals(SUICA, reader.poll());
    assertEquals(SUICA, reader.poll());
    pcsc.remove();
    assertEquals(EMPTY, reader.poll());
    pcsc.insert(CLASSIC, "A1B2C3D49000");
    assertEquals(present(CardTech.ISO14443A, "A1B2C3D4"), reader.poll());
    assertEquals(pcsc.links, pcsc.unlinked);
  }

  @Test
  void a_card_exchanged_between_two_looks_of_pcscd_is_told_by_its_id() throws Exception {
    reader.open();
    pcsc.insert(FELICA, "011603005B1BD4029000");
    assertEquals(SUICA, reader.poll());
    pcsc.exchange(FELICA, "0101010101010101" + "9000");
    assertEquals(present(CardTech.FELICA, "0101010101010101"), reader.poll());
  }

  @ParameterizedTest
  @CsvSource({
    MY_NUMBER + ",11223344 9000,ISO14443B,RANDOM_ID",
    CONTACT + ",11223344 9000,ISO14443A,NOT_A_CARD",
    B_OR_A + ",11223344 9000,ISO14443B,RANDOM_ID",
    CLASSIC + ",08A1B2C3 9000,ISO14443A,RANDOM_ID",
    CLASSIC + ",88A1B2C3 9000,ISO14443A,NOT_A_CARD",
    CLASSIC + ",A1B2C3 9000,ISO14443A,NOT_A_CARD",
    CLASSIC + ",6A81,ISO14443A,NOT_A_CARD",
    CLASSIC + ",9000,ISO14443A,NOT_A_CARD",
    FELICA + ",02FE010203040506 9000,FELICA,RANDOM_ID",
    FELICA + ",01FE010203040506 9000,FELICA,RANDOM_ID",
    FELICA + ",0000000000000000 9000,FELICA,NOT_A_CARD"
  })
  void what_identifies_nobody_is_refused(String atr, String reply, CardTech tech, Refusal reason)
      throws Exception {
    reader.open();
    pcsc.insert(atr, reply.replace(" ", ""));
    assertEquals(new Field.Refused(tech, reason), reader.poll());
  }

  @ParameterizedTest
  @ValueSource(strings = {MY_NUMBER, CONTACT})
  void a_card_refused_by_its_answer_to_reset_is_not_even_connected_to(String atr) throws Exception {
    reader.open();
    pcsc.insert(atr, "9000");
    reader.poll();
    assertEquals(0, pcsc.links);
  }

  @Test
  void seven_bytes_of_id_tell_type_a_from_type_b() throws Exception {
    reader.open();
    pcsc.insert(B_OR_A, "04416D412B02899000");
    assertEquals(present(CardTech.ISO14443A, "04416D412B0289"), reader.poll());
  }

  @Test
  void a_mute_thing_is_no_card() throws Exception {
    reader.open();
    pcsc.slot = new Slot(FakePcsc.PRESENT | 0x200, "");
    assertEquals(new Field.Refused(CardTech.ISO14443A, Refusal.NOT_A_CARD), reader.poll());
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0x80100016L, 0x8010000CL, 0x80100069L, 0x80100068L, 0x80100066L, 0x80100067L})
  void a_card_that_cannot_be_read_at_once_is_tried_again(long code) throws Exception {
    reader.open();
    pcsc.insert(FELICA, "011603005B1BD4029000");
    pcsc.fail("SCardConnect", code, code);
    assertEquals(SUICA, reader.poll());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "90", "6300"})
  void an_answer_of_a_card_that_was_leaving_is_no_answer(String reply) throws Exception {
    reader.open();
    pcsc.insert(FELICA, reply);
    assertEquals(EMPTY, reader.poll());
  }

  @Test
  void a_card_that_will_not_be_read_never_makes_the_poll_spin() throws Exception {
    reader.open();
    pcsc.insert(FELICA, "011603005B1BD4029000");
    pcsc.fail("SCardTransmit", 0x80100016L, 0x80100016L, 0x80100016L, 0x80100016L);
    assertEquals(EMPTY, reader.poll());
    assertEquals(List.of(200, 30, 30), pcsc.waits);
    assertEquals(pcsc.links, pcsc.unlinked);
  }

  @Test
  void a_card_known_to_lie_there_stays_when_one_reading_fails() throws Exception {
    reader.open();
    pcsc.insert(FELICA, "011603005B1BD4029000");
    assertEquals(SUICA, reader.poll());
    pcsc.fail("SCardTransmit", 0x80100016L, 0x80100016L, 0x80100016L);
    assertEquals(SUICA, reader.poll());
    pcsc.insert(FELICA, "011603005B1BD4029000");
    pcsc.fail("SCardTransmit", 0x80100016L, 0x80100016L, 0x80100016L);
    assertEquals(EMPTY, reader.poll(), "another insertion is not known to be the same card");
  }

  @Test
  void pcscd_absent_then_started_then_restarted_needs_no_new_process() throws Exception {
    pcsc.running = false;
    assertEquals(ReaderFault.Cause.GONE, faultOf(reader::open).reason());
    pcsc.running = true;
    reader.open();
    for (int i = 0; i < 100; i++) {
      pcsc.insert(FELICA, "011603005B1BD4029000");
      assertEquals(SUICA, reader.poll());
      pcsc.running = false;
      ReaderFault fault = faultOf(reader::poll);
      assertTrue(fault.toString().contains("pcscd"), fault.toString());
      pcsc.restart();
      assertEquals(ReaderFault.Cause.GONE, faultOf(reader::poll).reason());
      reader.open();
    }
    assertEquals(100, pcsc.released, "no session is leaked");
  }

  @Test
  void a_reader_unplugged_and_plugged_in_a_hundred_times_reads_on() throws Exception {
    for (int i = 0; i < 100; i++) {
      reader.open();
      pcsc.insert(FELICA, "011603005B1BD4029000");
      assertEquals(SUICA, reader.poll());
      pcsc.remove();
      assertEquals(EMPTY, reader.poll());
      pcsc.readers.clear();
      assertEquals(ReaderFault.Cause.GONE, faultOf(reader::poll).reason());
      ReaderFault none = faultOf(reader::open);
      assertTrue(none.toString().contains("plug one in"), none.toString());
      pcsc.readers.add("Fake 00 00");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SCardEstablishContext,2148532330,polkit",
    "SCardConnect,2148532330,polkit",
    "SCardConnect,2148532263,polkit",
    "SCardConnect,2148532235,another program"
  })
  void what_is_forbidden_is_told_with_its_remedy(String function, long code, String remedy)
      throws Exception {
    if (!function.equals("SCardEstablishContext")) {
      reader.open();
    }
    pcsc.insert(FELICA, "011603005B1BD4029000");
    pcsc.fail(function, code);
    ReaderFault fault =
        faultOf(function.equals("SCardEstablishContext") ? reader::open : reader::poll);
    assertEquals(ReaderFault.Cause.DENIED, fault.reason());
    assertTrue(fault.toString().contains(remedy), fault.toString());
    reader.open();
    assertEquals(SUICA, reader.poll());
  }

  @Test
  void a_pcscd_that_is_ending_is_not_taken_for_a_missing_permission() throws Exception {
    reader.open();
    pcsc.fail("SCardGetStatusChange", 0x8010006AL);
    assertEquals(ReaderFault.Cause.GONE, faultOf(reader::poll).reason());
  }

  @Test
  void a_missing_library_is_a_fault_until_it_is_installed() throws Exception {
    AtomicBoolean installed = new AtomicBoolean();
    PcscReader early =
        new PcscReader(
            "",
            () -> {
              if (!installed.get()) {
                throw new IllegalArgumentException("Cannot open library: libpcsclite.so.1");
              }
              return pcsc;
            });
    ReaderFault fault = faultOf(early::open);
    assertTrue(fault.toString().contains("apt-get install libpcsclite1"), fault.toString());
    installed.set(true);
    assertEquals("Fake 00 00", early.open());
  }

  @Test
  void a_reader_that_was_never_opened_faults_and_closes_quietly() {
    reader.close();
    assertEquals(ReaderFault.Cause.GONE, faultOf(reader::poll).reason());
    reader.close();
  }
}
