package city.seki.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Source;
import city.seki.config.signature.SignedFolder;
import city.seki.config.wire.HubSigner;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DirectoryLock;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.retention.Retention;
import city.seki.hub.roster.RosterStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line, each command as a person would use it. */
class HubMainTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

  @TempDir Path folder;

  private record Ran(int code, String out, String err) {}

  private Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program = HubMain.commandLine(InstantSource.fixed(NOW), new SecureRandom());
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = program.execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  private Ran succeed(String... arguments) {
    Ran ran = run(arguments);
    assertEquals(0, ran.code(), ran.err());
    return ran;
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private Path roster(String... lines) throws IOException {
    return Files.writeString(
        folder.resolve("roster.csv"),
        "staff_id,name,department,zones,card\n" + String.join("\n", lines) + "\n");
  }

  @Test
  void wrong_usage_is_2_help_and_version_are_0() {
    for (String[] wrong :
        new String[][] {
          {"nonsense"},
          {},
          {"token"},
          {"account"},
          {"account", "add", "--data", data(), "hanako"},
          {"account", "add", "--data", data(), "--role", "staff", "no name!"},
          {"import"},
          {"check"},
          {"token", "create", "--data", data()},
          {"token", "create", "--data", data(), "--role", "king"},
          {"token", "create", "--data", data(), "--role", "staff", "--expires", "soon"},
          {"import", "offices", "--data", data()},
          {"export"},
          {"card-key"},
          {"retention"},
          {"retention", "--data", data(), "--older-than", "P13M"},
          {"retention", "--data", data(), "--older-than", "three years"},
          {"retention", "--data", data(), "--period", "2022-09-22/2022-07-01"},
          {"export", "audit", "--data", data(), "--format", "pdf"},
          {"muster"},
          {"muster", "--data", data(), "--format", "pdf"},
          {"check", "--data", data(), "--audit-head", "1:beef"},
          {"import", "offices", "--example", "other", "--data", data()},
        }) {
      assertEquals(2, run(wrong).code(), String.join(" ", wrong));
    }
    for (String command :
        List.of(
            "import",
            "import roster",
            "import offices",
            "token",
            "token create",
            "token list",
            "token revoke",
            "account",
            "account add",
            "account list",
            "account password",
            "account roles",
            "account disable",
            "account enable",
            "account remove",
            "card-digest",
            "card-key",
            "card-key rotate",
            "card-key list",
            "card-key retire",
            "export",
            "export audit",
            "retention",
            "muster",
            "backup",
            "check")) {
      String[] arguments = (command + " --help").split(" ");
      assertTrue(succeed(arguments).out().contains("Usage: seki-hub " + command), command);
    }
    assertTrue(succeed("--help").out().contains("card-digest"));
    assertTrue(succeed("--version").out().startsWith("seki-hub "));
    assertFalse(Files.exists(Path.of(data())));
  }

  @Test
  void offices_then_roster_then_a_token_make_a_hub() throws Exception {
    assertEquals(
        "imported 8 offices",
        succeed("import", "offices", "--example", "reference-city", "--data", data())
            .out()
            .substring(0, 18));
    Path csv =
        roster("1001,松本 花子,総務部,lgwan|number,felica:011603005B1BD402", "1002,安曇 太郎,財政部,lgwan,");
    assertEquals(
        "imported 2 people\n", succeed("import", "roster", csv.toString(), "--data", data()).out());
    String token =
        succeed(
                "token",
                "create",
                "--data",
                data(),
                "--role",
                "staff,hr",
                "--staff-id",
                "1001",
                "--expires",
                "90d",
                "--label",
                "phone")
            .out()
            .strip();
    DataDirectory directory = DataDirectory.existing(Path.of(data()));
    String digest =
        succeed("card-digest", "felica:011603005B1BD402", "--data", data()).out().strip();
    try (AccessDatabase access = AccessDatabase.open(directory.access());
        RosterStore roster = RosterStore.open(directory.roster(), new SecureRandom())) {
      assertNotNull(access.tokens().lookup(token, NOW));
      assertEquals(roster.personOf("1001"), roster.directory().cards().get(digest));
      assertEquals(
          List.of("import-offices", "import-roster", "create-token"),
          access.audit().after(0, 10).stream().map(e -> e.act()).toList());
      String person = Objects.requireNonNull(roster.personOf("1001"));
      assertEquals(
          List.of("lgwan", "number"),
          Objects.requireNonNull(roster.directory().person(person)).zones());
    }
    String list = succeed("token", "list", "--data", data()).out();
    assertTrue(
        list.contains("holds") && list.contains("hr,staff") && list.contains("2027-02-22"), list);
    assertFalse(list.contains(token));
    String id = list.lines().skip(1).findFirst().orElseThrow().substring(0, 8);
    succeed("token", "revoke", id, "--data", data());
    assertTrue(succeed("token", "list", "--data", data()).out().contains("revoked"));
    assertEquals(1, run("token", "revoke", "nobody", "--data", data()).code());
    assertEquals(
        1, run("token", "create", "--data", data(), "--role", "staff", "--staff-id", "9").code());
    assertEquals(0, run("check", "--data", data()).code());
  }

  @Test
  void an_account_is_made_changed_and_removed_and_each_is_in_the_audit_log() throws Exception {
    Path password = secret("granite otter lamp seven\n");
    String added =
        succeed(
                "account",
                "add",
                "--data",
                data(),
                "--role",
                "admin",
                "--password-file",
                password.toString(),
                "Hanako")
            .out();
    assertTrue(added.matches("account [0-9a-f]{8} signs in as hanako\n"), added);
    String list = succeed("account", "list", "--data", data()).out();
    assertTrue(list.contains("holds") && list.contains("admin"), list);
    assertEquals(
        1,
        run(
                "account",
                "add",
                "--data",
                data(),
                "--role",
                "staff",
                "--password-file",
                password.toString(),
                "hanako")
            .code());
    succeed("account", "roles", "--data", data(), "--role", "hr,staff", "hanako");
    assertTrue(succeed("account", "list", "--data", data()).out().contains("hr,staff"));
    succeed(
        "account",
        "password",
        "--data",
        data(),
        "--password-file",
        secret("rinsed violet kettle drum").toString(),
        "hanako");
    succeed("account", "disable", "--data", data(), "hanako");
    assertTrue(succeed("account", "list", "--data", data()).out().contains("disabled"));
    succeed("account", "enable", "--data", data(), "hanako");
    succeed("account", "remove", "--data", data(), "hanako");
    assertEquals(1, run("account", "disable", "--data", data(), "hanako").code());
    try (AccessDatabase access =
        AccessDatabase.open(DataDirectory.existing(Path.of(data())).access())) {
      assertEquals(
          List.of(
              "add-account",
              "change-roles",
              "change-password",
              "disable-account",
              "enable-account",
              "remove-account"),
          access.audit().after(0, 10).stream().map(e -> e.act()).toList());
      assertTrue(access.audit().after(0, 10).stream().noneMatch(e -> e.what().contains("hanako")));
    }
  }

  @Test
  void a_password_that_is_guessed_first_or_that_others_can_read_makes_no_account()
      throws Exception {
    Path weak = secret("passwordpassword");
    Path open = secret("granite otter lamp seven");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    for (Path file : List.of(weak, open, folder.resolve("nothing"))) {
      Ran ran =
          run(
              "account",
              "add",
              "--data",
              data(),
              "--role",
              "staff",
              "--password-file",
              file.toString(),
              "hanako");
      assertEquals(1, ran.code(), ran.err());
      assertFalse(ran.err().contains("granite") || ran.err().contains("passwordpass"), ran.err());
    }
    assertFalse(succeed("account", "list", "--data", data()).out().contains("hanako"));
  }

  private Path secret(String text) throws IOException {
    Path file = Files.createTempFile(folder, "secret", "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(file, text);
  }

  @Test
  void a_token_ends_after_90_days_unless_something_else_is_asked_for() {
    Ran usual = succeed("token", "create", "--data", data(), "--role", "staff", "--read-only");
    assertFalse(usual.err().contains("until it is revoked"), usual.err());
    Ran never =
        succeed("token", "create", "--data", data(), "--role", "staff", "--expires", "never");
    assertTrue(never.err().contains("until it is revoked"), never.err());
    String list = succeed("token", "list", "--data", data()).out();
    assertTrue(list.contains("reads") && list.contains("2027-02-22"), list);
  }

  private static final String OFFICE =
      """
      id: hata
      name: {ja: 波田, en: Hata}
      hours: "08:30-17:15"
      rows: [{prefix: A, zone: internet, seats: 3, y: 0}]
      """;

  private Path cityFolder() throws IOException {
    Path city = folder.resolve("city");
    Files.createDirectories(city.resolve("offices"));
    Files.writeString(city.resolve("city.yaml"), "name: {ja: 市, en: City}\nzones: [internet]\n");
    Files.writeString(city.resolve("offices/hata.yaml"), OFFICE);
    return city;
  }

  @Test
  void only_a_signed_folder_is_taken_with_a_key_and_none_older_than_before() throws Exception {
    Path city = cityFolder();
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    HubSigner signer = HubSigner.of(pair);
    String base64 = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
    Path key =
        Files.writeString(
            folder.resolve("city.pub"),
            "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    String[] line = {
      "import", "offices", city.toString(), "--data", data(), "--key", key.toString()
    };
    Ran unsigned = run(line);
    assertEquals(1, unsigned.code());
    assertTrue(unsigned.err().contains("the folder is not signed"), unsigned.err());
    SignedFolder.sign(city, 5, signer);
    succeed(line);
    succeed(line);
    SignedFolder.sign(city, 4, signer);
    Ran older = run(line);
    assertEquals(1, older.code());
    assertTrue(older.err().contains("version 4, and version 5 was imported"), older.err());
    SignedFolder.sign(city, 6, signer);
    Files.writeString(city.resolve("offices/hata.yaml"), OFFICE.replace("seats: 3", "seats: 4"));
    Ran changed = run(line);
    assertEquals(1, changed.code());
    assertTrue(changed.err().contains("offices/hata.yaml: was changed"), changed.err());
    assertEquals(
        2, run("import", "offices", "city.yaml", "--data", data(), "--key", key.toString()).code());
  }

  @Test
  void a_folder_is_imported_as_the_one_city_that_it_is() throws Exception {
    Path city = cityFolder();
    Ran ran = succeed("import", "offices", city.toString(), "--data", data());
    assertEquals("imported 1 offices, 3 seats, 0 units\n", ran.out());
    assertTrue(ran.err().contains("city.yaml:1:1: warning: the city has no units"), ran.err());
    assertTrue(succeed("check", "--data", data()).out().contains("sound, 1 offices"));
    Files.writeString(
        city.resolve("offices/hata.yaml"), OFFICE.replace("zone: internet", "zone: lgwan"));
    Ran bad = run("import", "offices", city.toString(), "--data", data());
    assertEquals(1, bad.code());
    assertTrue(bad.err().contains("offices/hata.yaml:4:26: zone 'lgwan' is unknown"), bad.err());
  }

  @Test
  void bad_lines_are_all_told_and_nothing_is_imported() throws Exception {
    succeed("import", "offices", "--example", "reference-city", "--data", data());
    succeed("import", "roster", roster("1001,A,総務部,lgwan,").toString(), "--data", data());
    Path bad = roster("1001,A,総務部,lgwan,", "1001,B,総務部,lgwan,", "1003,C,総務部,moon,");
    Ran ran = run("import", "roster", bad.toString(), "--data", data());
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("line 3") && ran.err().contains("line 4"), ran.err());
    assertTrue(ran.err().contains("nothing was imported"), ran.err());
    try (RosterStore roster =
        RosterStore.open(DataDirectory.existing(Path.of(data())).roster(), new SecureRandom())) {
      assertEquals(1, roster.directory().persons().size());
    }
    Path yaml = Files.writeString(folder.resolve("bad.yaml"), "offices: 7\n");
    assertEquals(1, run("import", "offices", yaml.toString(), "--data", data()).code());
    assertEquals(1, run("import", "offices", "/nowhere.yaml", "--data", data()).code());
    assertEquals(1, run("import", "roster", "/nowhere.csv", "--data", data()).code());
  }

  @Test
  void a_roster_needs_offices_first_and_failures_are_one_line() throws Exception {
    Ran ran = run("import", "roster", roster("1001,A,総務部,lgwan,").toString(), "--data", data());
    assertEquals(1, ran.code());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().contains("import offices first"), ran.err());
    for (String[] nothing :
        new String[][] {
          {"check", "--data", folder.resolve("no").toString()},
          {
            "backup",
            "--to",
            folder.resolve("b").toString(),
            "--data",
            folder.resolve("no").toString()
          }
        }) {
      assertEquals(1, run(nothing).code());
      assertEquals(1, run(nothing).err().lines().count());
    }
    assertFalse(Files.exists(folder.resolve("no")));
  }

  @Test
  void a_malformed_card_is_wrong_usage_and_not_repeated() {
    Ran ran = run("card-digest", "felica:0123456789ABCDEG", "--data", data());
    assertEquals(2, ran.code());
    assertFalse(ran.err().contains("0123456789ABCDEG"), ran.err());
  }

  private void someClaims(DataDirectory directory, int claims) {
    try (SqliteLedger ledger = SqliteLedger.open(directory.ledger())) {
      for (int i = 0; i < claims; i++) {
        ledger.append(
            List.of(
                new Event.Claimed(
                    new SeatId("chuo", "A-" + i),
                    "p-" + i,
                    "総務部",
                    Source.TAP,
                    NOW,
                    NOW.plusSeconds(60))));
      }
    }
  }

  @Test
  void a_backup_taken_while_the_ledger_is_written_is_a_data_directory() throws Exception {
    succeed("import", "offices", "--example", "reference-city", "--data", data());
    succeed("card-digest", "felica:011603005B1BD402", "--data", data());
    DataDirectory directory = DataDirectory.existing(Path.of(data()));
    Path copy = folder.resolve("copy");
    Path zip = folder.resolve("copy.zip");
    try (SqliteLedger open = SqliteLedger.open(directory.ledger())) {
      someClaims(directory, 3);
      succeed("backup", "--data", data(), "--to", copy.toString());
      succeed("backup", "--data", data(), "--to", zip.toString());
    }
    assertTrue(
        succeed("check", "--data", copy.toString()).out().contains("3 events replayed, 3 claims"));
    assertEquals(
        succeed("card-digest", "felica:011603005B1BD402", "--data", data()).out(),
        succeed("card-digest", "felica:011603005B1BD402", "--data", copy.toString()).out());
    assertTrue(Files.size(zip) > 1_000);
    assertEquals(1, run("backup", "--data", data(), "--to", copy.toString()).code());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.filter(p -> p.getFileName().toString().startsWith(".seki")).count());
    }
  }

  @Test
  void check_finds_two_claims_of_one_person_and_a_changed_audit_log() throws Exception {
    succeed("token", "create", "--data", data(), "--role", "admin");
    DataDirectory directory = DataDirectory.existing(Path.of(data()));
    someClaims(directory, 1);
    assertEquals(0, run("check", "--data", data()).code());
    someClaims(directory, 1);
    Ran twice = run("check", "--data", data());
    assertEquals(1, twice.code());
    assertTrue(twice.err().contains("event 2 breaks a rule"), twice.err());
    change(directory.access(), "DROP TRIGGER audit_is_final", "UPDATE audit SET who = 'cli:other'");
    assertTrue(run("check", "--data", data()).err().contains("changed at entry 1"));
  }

  @Test
  void check_finds_that_the_end_of_the_audit_log_was_cut_off() throws Exception {
    for (int i = 0; i < 3; i++) {
      succeed("token", "create", "--data", data(), "--role", "admin");
    }
    DataDirectory directory = DataDirectory.existing(Path.of(data()));
    String told = succeed("check", "--data", data()).out();
    Matcher head = Pattern.compile("3 entries, head (3:[0-9a-f]{64})").matcher(told);
    assertTrue(head.find(), told);
    String known = head.group(1);
    succeed("check", "--data", data(), "--audit-head", known);
    change(directory.access(), "DROP TRIGGER audit_is_kept", "DELETE FROM audit WHERE seq = 3");
    assertEquals(0, run("check", "--data", data()).code());
    Ran cut = run("check", "--data", data(), "--audit-head", known);
    assertEquals(1, cut.code());
    assertTrue(cut.err().contains("does not have entry 3"), cut.err());
    Files.writeString(directory.auditHeads(), "2026-11-24T00:00:00Z " + known + "\n");
    assertEquals(1, run("check", "--data", data()).code());
  }

  @Test
  void claims_lose_their_person_after_the_retention_time_and_check_knows_what_was_written_anew()
      throws Exception {
    succeed("import", "offices", "--example", "reference-city", "--data", data());
    assertEquals(1, run("retention", "--data", data()).code());
    DataDirectory directory = DataDirectory.existing(Path.of(data()));
    SeatId seat = new SeatId("chuo", "A-1");
    Instant old = Instant.parse("2021-06-01T01:00:00Z");
    try (SqliteLedger ledger = SqliteLedger.open(directory.ledger())) {
      ledger.append(
          List.of(
              new Event.Claimed(seat, "p-1", "総務部", Source.TAP, old, old.plusSeconds(600)),
              new Event.Ended(
                  seat, "p-1", EndReason.BY_STAFF, old.plusSeconds(300), "p-2", "花子さん")));
    }
    String dry = succeed("retention", "--data", data(), "--dry-run").out();
    assertTrue(dry.startsWith("before 2023-11-01: 1 months, 2 events, 2 persons on 2"), dry);
    assertTrue(dry.contains("nothing was changed"), dry);
    assertTrue(Files.readString(directory.ledger(), ISO_8859_1).contains("\"p-1\""));
    try (DirectoryLock lock = directory.lock()) {
      assertNotNull(lock);
      assertEquals(1, run("retention", "--data", data()).code());
    }
    succeed("retention", "--data", data(), "--period", "2021-05-20/2021-06-10");
    assertFalse(Files.readString(directory.ledger(), ISO_8859_1).contains("\"p-1\""));
    String again = succeed("retention", "--data", data()).out();
    assertTrue(again.startsWith("before 2023-11-01: 0 months, 0 events"), again);
    assertTrue(
        succeed("check", "--data", data()).out().contains("persons before 2023-11-01 forgotten"));
    succeed("check", "--rebuild", "--data", data());
    change(directory.ledger(), "UPDATE figure SET persons = 7 WHERE first = '2021-05-20'");
    Ran changed = run("check", "--data", data());
    assertEquals(1, changed.code());
    assertTrue(changed.err().contains("the audit log does not know of it"), changed.err());
  }

  @Test
  void a_hub_that_starts_forgets_what_is_old_and_says_nothing_where_nothing_is() throws Exception {
    succeed("import", "offices", "--example", "reference-city", "--data", data());
    DataDirectory directory = DataDirectory.existing(Path.of(data()));
    RetentionRun run = new RetentionRun(directory, new SecureRandom());
    StringWriter said = new StringWriter();
    run.atStart(Retention.STANDARD, NOW, new PrintWriter(said, true));
    someClaims(directory, 3);
    run.atStart(Retention.STANDARD, NOW, new PrintWriter(said, true));
    assertEquals("", said.toString());
    try (SqliteLedger ledger = SqliteLedger.open(directory.ledger())) {
      for (int i = 0; i < 3; i++) {
        SeatId seat = new SeatId("chuo", "A-" + i);
        ledger.append(
            List.of(new Event.Ended(seat, "p-" + i, EndReason.RELEASED, NOW, null, null)));
      }
    }
    Instant later = NOW.plus(Duration.ofDays(1_200));
    run.atStart(Retention.STANDARD, later, new PrintWriter(said, true));
    assertTrue(said.toString().contains("1 months, 6 events, 3 persons on 3"), said::toString);
    said.getBuffer().setLength(0);
    run.atStart(Retention.STANDARD, later, new PrintWriter(said, true));
    assertEquals("", said.toString());
    succeed("check", "--data", data());
    change(directory.ledger(), "UPDATE event SET body = x'7b7d'", "UPDATE retention SET swept = 0");
    run.atStart(Retention.STANDARD, later, new PrintWriter(said, true));
    assertTrue(said.toString().contains("event 1 cannot be read"), said::toString);
  }

  @Test
  void a_card_key_is_rotated_and_retired_when_every_card_is_known_under_the_new_one()
      throws Exception {
    succeed("import", "offices", "--example", "reference-city", "--data", data());
    String card = "felica:011603005B1BD402";
    Path csv = roster("1001,松本 花子,総務部,lgwan," + card);
    succeed("import", "roster", csv.toString(), "--data", data());
    String old = succeed("card-digest", card, "--data", data()).out().strip();
    assertTrue(succeed("card-key", "rotate", "--data", data()).out().startsWith("k2 is"));
    assertEquals(1, run("card-key", "rotate", "--data", data()).code());
    String digest = succeed("card-digest", card, "--data", data()).out().strip();
    assertTrue(digest.startsWith("k2:"), digest);
    assertEquals(old, succeed("card-digest", card, "--key", "k1", "--data", data()).out().strip());
    assertEquals(1, run("card-digest", card, "--key", "k3", "--data", data()).code());
    String list = succeed("card-key", "list", "--data", data()).out();
    assertTrue(list.contains("k1  being replaced: 0 cards") && list.contains(", 1 only"), list);
    assertTrue(
        run("card-key", "retire", "k1", "--data", data()).err().contains("1 cards are known only"));

    DataDirectory directory = DataDirectory.existing(Path.of(data()));
    try (SqliteLedger ledger = SqliteLedger.open(directory.ledger())) {
      ledger.append(List.of(new Event.CardRenewed(digest, old, "chuo-1", NOW)));
    }
    Ran early = run("card-key", "retire", "k1", "--data", data());
    assertTrue(early.err().contains("until "), early.err());
    assertEquals(1, run("card-key", "retire", "k2", "--force", "--data", data()).code());
    assertEquals(
        "k1 is retired and destroyed; 0 cards are known no more\n",
        succeed("card-key", "retire", "k1", "--force", "--data", data()).out());
    try (RosterStore roster = RosterStore.open(directory.roster(), new SecureRandom())) {
      assertEquals(Set.of(digest), roster.directory().cards().keySet());
    }
    assertFalse(Files.exists(directory.keys().resolve("card-k1.key")));
    assertEquals("k2  current\n", succeed("card-key", "list", "--data", data()).out());
    succeed("check", "--data", data());
    assertTrue(succeed("card-key", "rotate", "--data", data()).out().startsWith("k3 is"));
    succeed("import", "roster", csv.toString(), "--data", data());
    assertTrue(succeed("card-key", "list", "--data", data()).out().contains(", 0 only"));
  }

  @Test
  void the_audit_log_is_exported_by_days_and_that_is_on_record_first() throws Exception {
    succeed("token", "create", "--data", data(), "--role", "admin");
    try (AccessDatabase access =
        AccessDatabase.open(DataDirectory.existing(Path.of(data())).access())) {
      access.audit().append(NOW, "p-1", "end-claim", "{\"note\":\"忘れ物\"}".getBytes(UTF_8));
    }
    String csv = succeed("export", "audit", "--data", data()).out();
    assertEquals(4, csv.lines().count(), csv);
    assertTrue(
        csv.startsWith("\uFEFFentry,at,at_ms,who,act,what,before,hash\r\n1,2026-11-24T10:00"));
    assertTrue(csv.lines().skip(3).findFirst().orElseThrow().contains("\"export-audit\""), csv);
    assertTrue(csv.contains("{\"\"note\"\":\"\"忘れ物\"\"}"), csv);
    String empty =
        succeed("export", "audit", "--data", data(), "--to", "2026-11-23", "--format", "json")
            .out();
    assertTrue(empty.startsWith("{\"format\":\"seki-audit-1\",\"entries\":[\n],\"head\":{"), empty);
    Path file = folder.resolve("audit.json");
    String[] toFile = {
      "export",
      "audit",
      "--data",
      data(),
      "--from",
      "2026-11-24",
      "--format",
      "json",
      "--out",
      file.toString()
    };
    assertEquals("exported 5 entries\n", succeed(toFile).out());
    assertEquals(1, run(toFile).code());
    assertEquals(5, Files.readString(file).lines().filter(l -> l.startsWith("{\"entry\"")).count());
  }

  @Test
  void check_finds_a_damaged_file() throws Exception {
    succeed("token", "create", "--data", data(), "--role", "admin");
    Path access = DataDirectory.existing(Path.of(data())).access();
    byte[] bytes = Files.readAllBytes(access);
    for (int i = 4_096; i < bytes.length; i++) {
      bytes[i] = 0x55;
    }
    Files.write(access, bytes);
    Ran ran = run("check", "--data", data());
    assertEquals(1, ran.code());
    assertTrue(ran.err().startsWith("access.db: damaged"), ran.err());
  }

  private static void change(Path file, String... statements) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = db.createStatement()) {
      for (String statement : statements) {
        s.execute(statement);
      }
    }
  }
}
