package city.seki.hub.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

  @TempDir Path folder;
  private final Map<String, String> roster = new HashMap<>(Map.of("1", "p-1"));
  private final AtomicLong nanos = new AtomicLong();
  private AccessDatabase database;
  private Access access;
  private volatile Instant now = NOW;

  @BeforeEach
  void open() {
    database = AccessDatabase.open(folder.resolve("access.db"));
    access = new Access(database, roster::get, () -> now, nanos::get, new SecureRandom());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Tokens.Created token(@Nullable String staffId, @Nullable Instant expires) {
    return database
        .tokens()
        .create(Set.of(Role.STAFF, Role.HR), staffId, "x", expires, NOW, new SecureRandom());
  }

  @Test
  void a_token_says_who_shows_it_until_it_expires_or_is_revoked() {
    Tokens.Created made = token("1", NOW.plusSeconds(60));
    assertEquals(
        new Principal(
            new Proof.ByToken(made.token().id()), Set.of(Role.STAFF, Role.HR), "p-1", false),
        access.byToken(made.secret()));
    assertNull(access.byToken(made.secret() + "x"));
    assertNull(access.byToken(""));
    now = NOW.plusSeconds(60);
    assertNull(access.byToken(made.secret()));

    Tokens.Created other = token(null, null);
    Principal desk = access.byToken(other.secret());
    assertNotNull(desk);
    assertEquals("token:" + other.token().id(), desk.who());
    assertTrue(database.tokens().revoke(other.token().id(), now));
    assertNull(access.byToken(other.secret()));
  }

  @Test
  void no_secret_is_in_the_file_or_in_a_text() throws Exception {
    Tokens.Created made = token("1", null);
    assertTrue(made.secret().matches("seki_[A-Za-z0-9_-]{43}"));
    assertFalse(made.toString().contains(made.secret()));
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String bytes = Files.readString(file, ISO_8859_1);
        assertFalse(bytes.contains(made.secret()), file.toString());
      }
    }
  }

  @Test
  void a_session_lives_while_it_is_used() {
    String session = signIn(token("1", null).secret());
    for (int i = 0; i < 3; i++) {
      nanos.addAndGet(Sessions.Life.OF_TOKEN.idle().toNanos());
      assertNotNull(access.bySession(session));
    }
    nanos.addAndGet(Sessions.Life.OF_TOKEN.idle().toNanos() + 1);
    assertNull(access.bySession(session));
    assertEquals(new SignIn.Wrong(), access.signIn().byToken("wrong", "10.0.0.1"));
  }

  @Test
  void a_session_ends_however_much_it_is_used() {
    String session = signIn(token("1", null).secret());
    for (int i = 0; i < 60; i++) {
      assertNotNull(access.bySession(session));
      nanos.addAndGet(Duration.ofHours(12).toNanos());
    }
    assertNotNull(access.bySession(session));
    nanos.addAndGet(1);
    assertNull(access.bySession(session));
  }

  @Test
  void a_page_that_is_only_open_does_not_make_a_session_longer() {
    String session = signIn(token("1", null).secret());
    nanos.addAndGet(Duration.ofHours(11).toNanos());
    assertNotNull(access.bySessionUnused(session));
    nanos.addAndGet(Duration.ofHours(2).toNanos());
    assertNull(access.bySessionUnused(session));
  }

  @Test
  void who_left_the_roster_counts_no_more() {
    String secret = token("1", null).secret();
    String session = signIn(secret);
    assertNotNull(access.bySession(session));
    roster.clear();
    assertNull(access.byToken(secret));
    assertNull(access.bySession(session));
    assertEquals(new SignIn.Wrong(), access.signIn().byToken(secret, "10.0.0.1"));
  }

  private String signIn(String secret) {
    SignIn.Answer answer = access.signIn().byToken(secret, "10.0.0.1");
    return ((SignIn.In) answer).session();
  }

  @Test
  void sessions_are_bounded_and_the_one_idle_longest_gives_way() {
    Sessions sessions = new Sessions(nanos::get);
    Proof proof = new Proof.ByToken("t");
    sessions.begin("first", proof);
    sessions.begin("second", proof);
    assertEquals(proof, sessions.use("first"));
    for (int i = 2; i <= Sessions.MOST; i++) {
      sessions.begin("s" + i, proof);
    }
    assertNull(sessions.use("second"));
    assertEquals(proof, sessions.use("first"));
  }

  @Test
  void failures_are_counted_for_each_address_and_forgotten_after_a_minute() {
    for (int i = 0; i < FailureLimit.MOST; i++) {
      assertFalse(access.failed("10.0.0.1"));
    }
    assertTrue(access.failed("10.0.0.1"));
    assertFalse(access.failed("10.0.0.2"));
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    assertFalse(access.failed("10.0.0.1"));
  }

  @Test
  void all_addresses_of_one_ipv6_network_are_counted_as_one() {
    for (int i = 0; i < FailureLimit.MOST; i++) {
      assertFalse(access.failed("2001:db8:0:1::" + Integer.toHexString(i)));
    }
    assertTrue(access.failed("2001:db8:0:1:ffff::1"));
    assertFalse(access.failed("2001:db8:0:2::1"));
  }

  @Test
  void the_table_of_permissions_is_this_one() {
    List<String> table = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      StringBuilder line = new StringBuilder(operation.name()).append(':');
      for (Role role : Role.values()) {
        if (operation.isAllowedTo(Set.of(role))) {
          line.append(' ').append(role.word());
        }
      }
      table.add(line.toString());
    }
    assertEquals(
        """
        SEE_SELF: staff facilities hr supervisor operator admin auditor
        CHANGE_PASSWORD: staff facilities hr supervisor operator admin auditor
        SEE_FLOOR: staff facilities hr supervisor operator admin auditor
        SEE_UNITS: facilities operator admin
        RELEASE_UNIT: operator admin
        IDENTIFY_UNIT: facilities operator admin
        ORDER_UNIT: operator admin
        SEE_ALERTS: facilities operator admin
        ACKNOWLEDGE_ALERT: facilities operator admin
        SEE_QUARANTINE: operator admin
        SEE_METRICS: operator admin
        SEE_AUDIT: admin auditor
        TAP: staff facilities hr supervisor operator admin auditor
        RESERVE: staff facilities hr supervisor operator admin auditor
        RESERVE_FOR_OTHERS: facilities admin
        END_CLAIM: facilities supervisor admin
        END_ANY_CLAIM: facilities admin
        TAKE_OUT_OF_SERVICE: facilities admin
        CLOSE_AND_CAP: facilities admin
        BLOCK_CARD: facilities admin
        LINK_CARD: facilities admin
        KEEP_KITS: facilities admin
        SEE_MUSTER: facilities admin
        SEE_ENROLMENT: operator admin auditor
        ENROL_UNITS: operator admin
        SEE_ROLLOUTS: facilities operator admin auditor
        ROLL_OUT: operator admin
        SEE_FIGURES: facilities hr supervisor admin
        SEE_ROWS: facilities hr admin
        SEE_OWN_ATTENDANCE: hr supervisor admin
        CONFIRM_ATTENDANCE: supervisor admin
        SEE_ATTENDANCE: hr admin
        USE_DEMO: admin\
        """,
        String.join("\n", table));
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      database.audit().append(NOW, "p-1", "act", ("{\"n\":" + i + "}").getBytes(UTF_8));
    }
  }

  private void tamper(String... statements) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("access.db"));
        Statement s = db.createStatement()) {
      for (String statement : statements) {
        s.execute(statement);
      }
    }
  }

  @Test
  void the_audit_log_takes_no_change_and_no_removal() {
    append(3);
    assertThrows(SQLException.class, () -> tamper("UPDATE audit SET who = 'x' WHERE seq = 2"));
    assertThrows(SQLException.class, () -> tamper("DELETE FROM audit WHERE seq = 3"));
    assertNull(database.audit().verify());
  }

  @Test
  void whoever_changes_the_audit_log_all_the_same_is_found() throws Exception {
    append(5);
    tamper("DROP TRIGGER audit_is_final", "DROP TRIGGER audit_is_kept");
    tamper("UPDATE audit SET what = '{}' WHERE seq = 4");
    assertEquals(4L, database.audit().verify());
    tamper("DELETE FROM audit WHERE seq = 2");
    assertEquals(2L, database.audit().verify());
  }

  @Test
  void a_log_whose_end_was_cut_off_no_longer_has_what_was_noted_of_it() throws Exception {
    Path file = folder.resolve("audit.heads");
    AuditHeads heads = new AuditHeads(file, database.audit(), () -> now);
    assertNull(heads.note());
    append(3);
    AuditLog.Head third = heads.note();
    assertNotNull(third);
    assertNull(heads.note());
    append(2);
    heads.close();
    assertEquals(
        List.of(third, database.audit().head()),
        AuditHeads.read(file).stream().map(AuditHeads.Noted::head).toList());
    assertNull(new AuditHeads(file, database.audit(), () -> now).note());
    assertEquals(third, AuditLog.Head.parse(third.toString()));

    tamper("DROP TRIGGER audit_is_kept", "DELETE FROM audit WHERE seq > 3");
    assertNull(database.audit().verify());
    assertTrue(database.audit().has(third));
    assertFalse(database.audit().has(AuditHeads.read(file).getLast().head()));
    append(2);
    assertTrue(database.audit().has(AuditHeads.read(file).getLast().head()), "the same again");
    tamper("DELETE FROM audit WHERE seq > 3");
    database.audit().append(NOW, "p-2", "act", "{}".getBytes(UTF_8));
    append(1);
    assertNull(database.audit().verify());
    assertFalse(database.audit().has(AuditHeads.read(file).getLast().head()));
  }

  @Test
  void a_damaged_file_of_heads_is_told() throws Exception {
    Path file = Files.writeString(folder.resolve("audit.heads"), "nonsense\n");
    assertThrows(DataException.class, () -> AuditHeads.read(file));
  }

  @Test
  void two_processes_write_one_chain() {
    try (AccessDatabase other = AccessDatabase.open(folder.resolve("access.db"))) {
      for (int i = 0; i < 10; i++) {
        append(1);
        assertNotEquals(0, other.audit().append(NOW, "cli:root", "act", "{}".getBytes(UTF_8)));
      }
    }
    assertEquals(20, database.audit().after(0, 100).size());
    assertEquals(5, database.audit().after(15, 100).size());
    assertNull(database.audit().verify());
  }
}
