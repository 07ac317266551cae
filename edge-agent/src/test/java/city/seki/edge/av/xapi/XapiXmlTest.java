package city.seki.edge.av.xapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.edge.Fuzz;
import city.seki.edge.av.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of devices: both forms are read, and none can harm the unit. */
class XapiXmlTest {
  @Test
  void a_document_with_item_numbers_on_every_element_is_read() throws Exception {
    StatusNode status = XapiXml.read(Documents.vector("status_idle.xml"));
    assertEquals("Status", status.name());
    assertEquals("Standby", status.text("Standby", "State"));
    assertEquals("29038", status.text("SystemUnit", "Uptime"));
    StatusNode touch = status.at("Peripherals").orElseThrow().all("ConnectedDevice").getFirst();
    assertEquals("1001", touch.item());
    assertEquals("TouchPanel", touch.text("Type"));
  }

  @Test
  void a_document_without_item_numbers_says_the_same() {
    String bare = Documents.idle().replaceAll(" (item|maxOccurrence)=\"[^\"]*\"", "");
    StatusNode status = Documents.read(bare);
    assertEquals("Standby", status.text("Standby", "State"));
    assertNull(status.at("Standby").orElseThrow().item());
    assertEquals(
        RoomReport.of(Documents.read(Documents.idle())), RoomReport.of(Documents.read(bare)));
  }

  @Test
  void a_feedback_document_is_read() throws Exception {
    StatusNode status = XapiXml.read(Documents.vector("feedback_call.xml"));
    assertEquals("room301", status.text("Identification", "SystemName"));
    assertEquals("Connected", status.text("Call", "Status"));
    assertEquals("24", status.at("Call").orElseThrow().item());
  }

  @Test
  void what_clients_register_is_read_in_order() throws Exception {
    StatusNode command = XapiXml.read(Documents.vector("putxml_register.xml"));
    StatusNode register = command.at("HttpFeedback", "Register").orElseThrow();
    assertEquals(
        List.of("1", "2", "3"), register.all("Expression").stream().map(StatusNode::item).toList());
  }

  @Test
  void a_byte_order_mark_and_another_stated_encoding_do_not_matter() {
    StatusNode status =
        Documents.read(
            "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?><Status><N>会議室</N></Status>");
    assertEquals("会議室", status.text("N"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "no XML",
        "<Status>",
        "<Status></Standby>",
        "<Status/><Status/>",
        "<html><body>It works!",
        "<!DOCTYPE Status><Status/>",
        "<!DOCTYPE s [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Status><N>&e;</N></Status>",
        "<!DOCTYPE s SYSTEM \"http://127.0.0.1:1/evil.dtd\"><Status/>",
        "<!DOCTYPE s [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><Status>&b;</Status>",
        "<Status>&unknown;</Status>"
      })
  void what_is_no_document_or_wants_more_than_one_is_refused(String text) {
    assertThrows(UnreadableDocument.class, () -> XapiXml.read(bytes(text)));
  }

  @Test
  void half_a_document_is_refused_wherever_it_was_cut() {
    byte[] whole = Documents.idle().strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] half = Arrays.copyOf(whole, length);
      assertThrows(UnreadableDocument.class, () -> XapiXml.read(half));
    }
  }

  @Test
  void a_document_that_is_too_long_too_deep_or_of_too_many_elements_is_refused() {
    String deep = "<a>".repeat(XapiXml.DEEPEST + 1) + "</a>".repeat(XapiXml.DEEPEST + 1);
    String many = "<a>" + "<b/>".repeat(XapiXml.MOST_ELEMENTS) + "</a>";
    String large = "<a>" + "x".repeat(XapiXml.LARGEST) + "</a>";
    for (String text : List.of(deep, many, large)) {
      assertThrows(UnreadableDocument.class, () -> XapiXml.read(bytes(text)));
    }
  }

  @Test
  @Tag("fuzz")
  void damaged_documents_are_read_or_refused_and_nothing_else() {
    Mutations mutations =
        new Mutations(
            List.of(
                Documents.vector("status_idle.xml"),
                Documents.vector("feedback_call.xml"),
                Documents.vector("putxml_register.xml")),
            new Random(Fuzz.SEED));
    for (int i = 0; i < Fuzz.COUNT; i++) {
      byte[] bytes = mutations.next();
      try {
        RoomReport.of(XapiXml.read(bytes));
      } catch (UnreadableDocument e) {
        // What it is for.
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "seed " + Fuzz.SEED + ", no " + i + ": " + HexFormat.of().formatHex(bytes), e);
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
