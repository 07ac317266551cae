package city.seki.hub.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.data.CsvEncoding;
import city.seki.hub.data.DataException;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Scope;
import city.seki.hub.roster.RosterStore.Member;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other systems read. */
final class ExportFilesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 4, 1);

  @TempDir Path folder = Path.of("");

  private static final Attendance ATTENDANCE =
      SampleVisits.of(
          SampleVisits.visit(DAY, "p1", "honcho", "08:40", "10:00"),
          SampleVisits.visit(DAY, "p1", "chuo", "13:00", "17:05"),
          SampleVisits.visit(DAY, "p2", "honcho", "09:00", ""));

  private static AttendanceTable table(boolean byDay) {
    Function<String, @Nullable Member> who =
        person -> person.equals("p1") ? new Member("0012345", "山田 髙子", "総務課") : null;
    return new AttendanceTable(
        ATTENDANCE, Scope.of(DAY, DAY), byDay, who, office -> office + "公民館");
  }

  private static byte[] bytes(ExportFile.Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    return out.toByteArray();
  }

  private static String csv(Table table) throws IOException {
    byte[] bytes =
        bytes(out -> CsvFile.write(table, null, CsvEncoding.UTF_8, SampleVisits.TOKYO, out));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void every_visit_is_a_line_with_who_it_was() throws IOException {
    assertEquals(
        List.of(
            "\uFEFFdate,staff_id,name,department,office,office_name,seat,start,end,minutes,reason,"
                + "origin,fiscal_year,era",
            "2026-04-01,0012345,山田 髙子,総務課,chuo,chuo公民館,A-01,2026-04-01T13:00:00+09:00,"
                + "2026-04-01T17:05:00+09:00,245,released,ledger,2026,令和8年4月1日",
            "2026-04-01,0012345,山田 髙子,総務課,honcho,honcho公民館,A-01,2026-04-01T08:40:00+09:00,"
                + "2026-04-01T10:00:00+09:00,80,released,ledger,2026,令和8年4月1日",
            "2026-04-01,,,\"税務課, 第二\",honcho,honcho公民館,A-01,2026-04-01T09:00:00+09:00,,,,"
                + "ledger,2026,令和8年4月1日"),
        csv(table(false)).lines().toList());
  }

  @Test
  void another_system_gets_its_own_columns_in_its_own_letters() throws IOException {
    Path file = folder.resolve("columns.json");
    Path _ =
        Files.writeString(
            file,
            """
            {"rows":"day","header":true,"encoding":"shift_jis","columns":[
              {"name":"職員番号","field":"staff_id"},
              {"name":"勤務日","field":"date","format":"uuuuMMdd"},
              {"name":"開始","field":"start","format":"HHmm"},
              {"name":"終了","field":"end","format":"HHmm"},
              {"name":"分","field":"minutes"},
              {"name":"区分","value":"7"}]}
            """);
    CsvColumns columns = CsvColumns.read(file, Set.copyOf(AttendanceTable.names()));
    assertTrue(columns.byDay());
    byte[] bytes =
        bytes(
            out ->
                CsvFile.write(
                    table(true), columns, CsvEncoding.SHIFT_JIS, SampleVisits.TOKYO, out));
    assertEquals(
        List.of("職員番号,勤務日,開始,終了,分,区分", "0012345,20260401,0840,1705,325,7", ",20260401,0900,,,7"),
        new String(bytes, Charset.forName("windows-31j")).lines().toList());
  }

  @Test
  void what_is_wrong_with_a_list_of_columns_is_told_with_its_place() throws IOException {
    Path file = folder.resolve("columns.json");
    Path _ = Files.writeString(file, "{\"columns\":[{\"name\":\"氏名\",\"field\":\"nmae\"}]}");
    DataException refused =
        assertThrows(DataException.class, () -> CsvColumns.read(file, Set.of("name", "date")));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("$.columns[0].field"), refused::getMessage);
    assertTrue(String.valueOf(refused.getMessage()).contains("date, name"), refused::getMessage);
  }

  @Test
  void a_letter_that_the_encoding_lacks_is_named_and_nothing_is_written() {
    Attendance attendance =
        SampleVisits.of(SampleVisits.visit(DAY, "p1", "honcho", "08:40", "10:00"));
    Function<String, @Nullable Member> who = p -> new Member("1", "𠮷田", "総務課");
    AttendanceTable table =
        new AttendanceTable(attendance, Scope.of(DAY, DAY), false, who, office -> office);
    Path file = folder.resolve("out.csv");
    DataException refused =
        assertThrows(
            DataException.class,
            () ->
                ExportFile.write(
                    file,
                    ExportFile.Readers.OWNER,
                    out ->
                        CsvFile.write(
                            table, null, CsvEncoding.SHIFT_JIS, SampleVisits.TOKYO, out)));
    assertTrue(String.valueOf(refused.getMessage()).contains("U+20BB7"), refused::getMessage);
    assertTrue(Files.notExists(file));
  }

  @Test
  void a_file_with_persons_is_its_owners_alone() throws IOException {
    Path file = folder.resolve("out.csv");
    ExportFile.write(file, ExportFile.Readers.OWNER, out -> out.write(1));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    ExportFile.write(file, ExportFile.Readers.EVERYBODY, out -> out.write(2));
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void roll_ups_have_no_person() throws IOException {
    assertEquals(
        List.of(
            "\uFEFFdate,office,department,person_days,visits,minutes,fiscal_year,era",
            "2026-04-01,chuo,総務課,1,1,245,2026,令和8年4月1日",
            "2026-04-01,honcho,\"税務課, 第二\",1,1,0,2026,令和8年4月1日",
            "2026-04-01,honcho,総務課,1,1,80,2026,令和8年4月1日"),
        csv(new FiguresTable(ATTENDANCE, Scope.of(DAY, DAY))).lines().toList());
  }

  @Test
  void json_is_one_object_a_line() throws IOException {
    byte[] bytes =
        bytes(
            out ->
                JsonFile.write(
                    new FiguresTable(ATTENDANCE, Scope.of(DAY, DAY)), SampleVisits.TOKYO, out));
    assertEquals(
        "[\n{\"date\":\"2026-04-01\",\"office\":\"chuo\",\"department\":\"総務課\",\"person_days\":1,"
            + "\"visits\":1,\"minutes\":245,\"fiscal_year\":2026,\"era\":\"令和8年4月1日\"},",
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .limit(2)
            .reduce((a, b) -> a + "\n" + b)
            .orElse(""));
  }
}
