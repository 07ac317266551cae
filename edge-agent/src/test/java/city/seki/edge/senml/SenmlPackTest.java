package city.seki.edge.senml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.BadMessage;
import city.seki.edge.card.Vectors;
import city.seki.edge.senml.SenmlRecord.Value;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Packs of RFC 8428 and what may not pass for one. */
class SenmlPackTest {
  private static List<SenmlRecord> json(String pack) throws BadMessage {
    return SenmlPack.read(pack.getBytes(UTF_8), SenmlFormat.JSON);
  }

  private static List<SenmlRecord> cbor(String hex) throws BadMessage {
    return SenmlPack.read(HexFormat.of().parseHex(hex), SenmlFormat.CBOR);
  }

  private static String complaint(String pack) {
    return String.valueOf(assertThrows(BadMessage.class, () -> json(pack), pack).getMessage());
  }

  private static String cborComplaint(String hex) {
    return String.valueOf(assertThrows(BadMessage.class, () -> cbor(hex), hex).getMessage());
  }

  private static void assertComplaint(String start, String pack) {
    String complaint = complaint(pack);
    assertTrue(complaint.startsWith(start), complaint + " for " + pack);
  }

  private static SenmlRecord record(JsonNode expected) {
    JsonNode unit = expected.get("u");
    Value value =
        expected.has("vb")
            ? new Value.Truth(expected.get("vb").asBoolean())
            : new Value.Amount(expected.get("v").asDouble());
    return new SenmlRecord(
        expected.get("n").asString(),
        unit == null ? null : unit.asString(),
        value,
        null,
        expected.get("t").asDouble(),
        null);
  }

  @Test
  void every_published_pack_resolves_alike_from_json_and_from_cbor() throws BadMessage {
    List<JsonNode> packs = Vectors.list("senml.json", "packs");
    assertEquals(5, packs.size());
    for (JsonNode pack : packs) {
      List<SenmlRecord> expected =
          pack.get("resolved").valueStream().map(SenmlPackTest::record).toList();
      String name = pack.get("name").asString();
      assertEquals(expected, json(pack.get("json").toString()), name);
      assertEquals(expected, cbor(pack.get("cbor").asString()), name + " in CBOR");
    }
  }

  @Test
  void every_published_bad_pack_is_refused() {
    List<JsonNode> packs = Vectors.list("senml.json", "invalid");
    assertEquals(4, packs.size());
    packs.forEach(pack -> complaint(pack.get("json").asString()));
  }

  @Test
  void base_fields_hold_until_the_next_of_their_kind() throws BadMessage {
    List<SenmlRecord> records =
        json(
            """
            [{"bn":"a:","bt":1754000000,"bu":"W","bv":20,"bs":100,"n":"x","v":1,"s":2,"ut":60},
             {"n":"y","u":"V","t":-2,"v":2},
             {"bn":"b:","bv":0,"n":"x","v":3},
             {"n":"z","vs":"text"}]
            """);
    assertEquals(
        new SenmlRecord("a:x", "W", new Value.Amount(21), 102.0, 1754000000, 60.0), records.get(0));
    assertEquals(
        new SenmlRecord("a:y", "V", new Value.Amount(22), 100.0, 1753999998, null), records.get(1));
    assertEquals(
        new SenmlRecord("b:x", "W", new Value.Amount(3), 100.0, 1754000000, null), records.get(2));
    assertEquals(new Value.Words("text"), records.get(3).value());
  }

  @Test
  void times_below_2_to_the_28_are_relative() throws BadMessage {
    assertTrue(json("[{\"n\":\"x\",\"v\":1}]").getFirst().isRelative());
    assertTrue(json("[{\"n\":\"x\",\"t\":-10,\"v\":1}]").getFirst().isRelative());
    assertTrue(json("[{\"n\":\"x\",\"t\":268435455,\"v\":1}]").getFirst().isRelative());
    assertFalse(json("[{\"n\":\"x\",\"t\":268435456,\"v\":1}]").getFirst().isRelative());
    assertFalse(json("[{\"n\":\"x\",\"bt\":268435450,\"t\":6,\"v\":1}]").getFirst().isRelative());
  }

  @Test
  void a_sum_may_stand_without_a_value_and_data_comes_as_base64url() throws BadMessage {
    SenmlRecord sum = json("[{\"n\":\"x\",\"s\":5}]").getFirst();
    assertNull(sum.value());
    assertEquals(5.0, sum.sum());
    assertEquals(new Value.Data("-_8"), json("[{\"n\":\"x\",\"vd\":\"-_8\"}]").getFirst().value());
    assertEquals(new Value.Data("-_8"), cbor("81a20061780842fbff").getFirst().value());
  }

  /** RFC 8428 §6 allows integers, floats of each size and decimal fractions (tag 4). */
  @Test
  void each_kind_of_number_of_cbor_is_one() throws BadMessage {
    assertEquals(new Value.Amount(27315e-2), cbor("81a200617802c48221196ab3").getFirst().value());
    assertEquals(new Value.Amount(1.5), cbor("81a200617802f93e00").getFirst().value());
    assertEquals(new Value.Amount(-1), cbor("81a20061780220").getFirst().value());
    assertEquals(
        new Value.Amount(0x1p64), cbor("81a2006178021bffffffffffffffff").getFirst().value());
    assertEquals(cbor("81a20061780201"), cbor("9fbf00617802 01ffff".replace(" ", "")));
  }

  @Test
  void a_version_above_10_or_two_versions_in_one_pack_are_refused() throws BadMessage {
    assertEquals(1, json("[{\"bver\":10,\"n\":\"x\",\"v\":1}]").size());
    assertComplaint("$[0].bver", "[{\"bver\":11,\"n\":\"x\",\"v\":1}]");
    assertComplaint("$[0].bver", "[{\"bver\":0,\"n\":\"x\",\"v\":1}]");
    assertComplaint("$[0].bver", "[{\"bver\":9.5,\"n\":\"x\",\"v\":1}]");
    assertComplaint("$[1].bver", "[{\"n\":\"x\",\"v\":1},{\"bver\":9,\"n\":\"x\",\"v\":1}]");
  }

  @Test
  void a_label_that_must_be_understood_is_refused_and_another_left_alone() throws BadMessage {
    assertComplaint("$[1]: a label", "[{\"n\":\"x\",\"v\":1},{\"n\":\"x\",\"v\":1,\"zz_\":[{}]}]");
    assertTrue(
        cborComplaint("81a300617802 01 627a5f 00".replace(" ", "")).startsWith("$[0]: a label"));
    assertEquals(
        json("[{\"n\":\"x\",\"v\":1}]"),
        json("[{\"n\":\"x\",\"zz\":{\"v\":[2,{\"v\":3}]},\"v\":1,\"0\":\"y\"}]"));
    assertEquals(cbor("81a20061780201"), cbor("81a30061780201 627a7a 820102".replace(" ", "")));
  }

  @Test
  void cbor_with_the_words_of_json_is_refused_with_the_reason() {
    String complaint = cborComplaint("81a2616e6178617601");
    assertTrue(complaint.startsWith("$[0].n: in CBOR this label is a number"), complaint);
  }

  /** Found by damaged bytes: jackson gives such a value as an object that is null. */
  @Test
  void a_simple_value_of_cbor_is_no_data() {
    String complaint = cborComplaint("81a200617808e5");
    assertTrue(complaint.startsWith("$[0].vd: expected bytes"), complaint);
  }

  @Test
  void names_keep_to_their_characters() throws BadMessage {
    assertEquals("/3302/0/5500", json("[{\"n\":\"/3302/0/5500\",\"vb\":true}]").getFirst().name());
    for (String name : new String[] {"", "-x", "_x", "a b", "席", "a\\u0000", "x".repeat(257)}) {
      assertComplaint("$[0].n: expected", "[{\"n\":\"" + name + "\",\"v\":1}]");
    }
  }

  @Test
  void each_complaint_names_the_place() {
    assertComplaint("$: expected an array", "{}");
    assertComplaint("$: expected at least one", "[]");
    assertComplaint("$[0]: expected a record", "[1]");
    assertComplaint("$[0]: expected one value, found 2", "[{\"bn\":\"x\",\"v\":1,\"vb\":true}]");
    assertComplaint("$[0]: expected one of v", "[{\"n\":\"x\"}]");
    assertComplaint("$[0].v: expected a finite number", "[{\"n\":\"x\",\"v\":\"1\"}]");
    assertComplaint("$[0].v: expected a finite number", "[{\"n\":\"x\",\"v\":1e999}]");
    assertComplaint("$[0].v: expected a finite number", "[{\"n\":\"x\",\"v\":null}]");
    assertComplaint("$[0].v: expected, with the base", "[{\"n\":\"x\",\"bv\":1e308,\"v\":1e308}]");
    assertComplaint("$[0].vb: expected true or false", "[{\"n\":\"x\",\"vb\":1}]");
    assertComplaint("$[0].t: expected seconds", "[{\"n\":\"x\",\"v\":1,\"t\":1e12}]");
    assertComplaint("$[0].v: is there twice", "[{\"n\":\"x\",\"v\":1,\"v\":2}]");
    assertComplaint("$: expected nothing after", "[{\"n\":\"x\",\"v\":1}]1");
    assertComplaint("$ at byte", "[{\"n\":\"x\",\"v\":1}");
    assertComplaint("$ at byte", "[{\"n\":\"x\",\"v\":NaN}]");
    assertComplaint("$ at byte", "[{\"n\":\"x\",\"vd\":\"*\"}]");
    assertComplaint("$[256]: expected at most", "[" + "{\"n\":\"x\",\"v\":1},".repeat(256) + "{}]");
  }

  @Test
  void cut_cbor_is_refused_wherever_it_is_cut() throws BadMessage {
    String whole = Vectors.list("senml.json", "packs").get(1).get("cbor").asString();
    assertEquals(7, cbor(whole).size());
    for (int bytes = 0; bytes < whole.length() / 2; bytes++) {
      cborComplaint(whole.substring(0, 2 * bytes));
    }
  }
}
