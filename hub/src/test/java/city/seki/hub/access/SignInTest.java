package city.seki.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts: who gets in, who does not, who has to wait, and what is written down. */
class SignInTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  private static final String PASSWORD = "granite otter lamp seven";
  private static final String HERE = "10.0.0.1";

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> roster = new HashMap<>(Map.of("1001", "p-1"));
  private AccessDatabase database;
  private Access access;
  private Account account;

  @BeforeEach
  void open() {
    database = AccessDatabase.open(folder.resolve("access.db"));
    access = new Access(database, roster::get, () -> NOW, nanos::get, random);
    account =
        database
            .accounts()
            .add(
                "hanako",
                Set.of(Role.STAFF),
                "1001",
                PasswordHash.of(PASSWORD, random),
                NOW,
                random);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private SignIn.Answer tries(String name, String password, @Nullable String browser, String from)
      throws InterruptedException {
    return access.signIn().byPassword(name, password, browser, from);
  }

  private SignIn.In in() throws InterruptedException {
    return assertInstanceOf(SignIn.In.class, tries("hanako", PASSWORD, null, HERE));
  }

  private List<String> audited() {
    return database.audit().after(0, 1_000).stream()
        .map(e -> e.who() + " " + e.act() + " " + e.what())
        .toList();
  }

  @Test
  void who_knows_the_password_is_that_person_with_the_roles_of_the_account() throws Exception {
    SignIn.In in = assertInstanceOf(SignIn.In.class, tries(" HANAKO ", PASSWORD, null, HERE));
    Principal principal = access.bySession(in.session());
    assertEquals(
        new Principal(new Proof.ByAccount(account.id(), 0), Set.of(Role.STAFF), "p-1", false),
        principal);
    assertEquals(List.of("p-1 sign-in {\"by\":\"account\",\"address\":\"10.0.0.1\"}"), audited());
  }

  @Test
  void a_wrong_password_and_a_name_that_is_not_there_are_answered_alike() throws Exception {
    assertEquals(new SignIn.Wrong(), tries("hanako", "granite otter lamp eight", null, HERE));
    assertEquals(new SignIn.Wrong(), tries("taro", PASSWORD, null, HERE));
    assertEquals(new SignIn.Wrong(), tries("no name!", PASSWORD, null, HERE));
    assertEquals(new SignIn.Wrong(), tries("hanako", "x".repeat(100_000), null, HERE));
    String failed = " sign-in-failed {\"by\":\"account\",\"address\":\"10.0.0.1\"}";
    String known = "account:" + account.id() + failed;
    assertEquals(List.of(known, "unknown" + failed, "unknown" + failed, known), audited());
  }

  @Test
  void a_name_that_is_not_there_takes_as_long_as_a_wrong_password() throws Exception {
    // Processor time of this thread, which other work on the machine does not lengthen.
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    long[] spent = new long[2];
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 2; i++) {
        long begun = threads.getCurrentThreadCpuTime();
        tries(i == 0 ? "hanako" : "taro", "granite otter lamp eight", null, HERE + round);
        spent[i] += round == 0 ? 0 : threads.getCurrentThreadCpuTime() - begun;
      }
    }
    double ratio = (double) spent[0] / spent[1];
    assertTrue(ratio > 0.5 && ratio < 2, "known / unknown: " + ratio);
  }

  @Test
  void an_account_that_is_disabled_removed_or_of_somebody_gone_opens_nothing() throws Exception {
    String session = in().session();
    database.accounts().disable(account, NOW);
    assertNull(access.bySession(session));
    assertEquals(new SignIn.Wrong(), tries("hanako", PASSWORD, null, HERE));

    database.accounts().enable(account);
    assertNull(access.bySession(session));
    String second = in().session();
    roster.clear();
    assertNull(access.bySession(second));
    assertEquals(new SignIn.Wrong(), tries("hanako", PASSWORD, null, HERE));

    roster.put("1001", "p-1");
    String third = in().session();
    database.accounts().remove(account);
    assertNull(access.bySession(third));
    assertEquals(new SignIn.Wrong(), tries("hanako", PASSWORD, null, HERE));
  }

  @Test
  void another_password_ends_every_session_and_other_roles_count_at_once() throws Exception {
    String session = in().session();
    database.accounts().setRoles(account, Set.of(Role.OPERATOR));
    assertEquals(Set.of(Role.OPERATOR), Objects.requireNonNull(access.bySession(session)).roles());
    database.accounts().setPassword(account, PasswordHash.of("rinsed violet kettle drum", random));
    assertNull(access.bySession(session));
    assertEquals(new SignIn.Wrong(), tries("hanako", PASSWORD, null, HERE));
    assertInstanceOf(SignIn.In.class, tries("hanako", "rinsed violet kettle drum", null, HERE));
  }

  @Test
  void a_person_s_session_ends_after_two_hours_of_rest_and_after_twelve_in_all() throws Exception {
    String session = in().session();
    for (int i = 0; i < 6; i++) {
      assertNotNull(access.bySession(session));
      nanos.addAndGet(Duration.ofHours(2).toNanos());
    }
    assertNotNull(access.bySession(session));
    nanos.addAndGet(1);
    assertNull(access.bySession(session));

    String other = in().session();
    nanos.addAndGet(Duration.ofHours(2).toNanos() + 1);
    assertNull(access.bySession(other));
  }

  @Test
  void signing_out_everywhere_ends_the_own_sessions_and_nobody_else_s() throws Exception {
    String phone = in().session();
    String desk = in().session();
    Proof.ByDirectory directory = new Proof.ByDirectory("s", null, Set.of(Role.HR));
    SignIn.In other =
        assertInstanceOf(SignIn.In.class, access.signIn().byDirectory(directory, HERE));
    assertNotEquals(phone, desk);
    Principal principal = Objects.requireNonNull(access.bySession(phone));
    assertEquals(2, access.signOutEverywhere(principal));
    assertNull(access.bySession(phone));
    assertNull(access.bySession(desk));
    assertNotNull(access.bySession(other.session()));
  }

  @Test
  void guessing_becomes_slow_and_a_right_password_has_to_wait_too() throws Exception {
    for (int i = 0; i < Attempts.AT_ONCE; i++) {
      assertEquals(new SignIn.Wrong(), tries("hanako", "wrong", null, "10.0.1." + i));
    }
    assertEquals(
        new SignIn.Wait(Duration.ofSeconds(1)), tries("hanako", PASSWORD, null, "10.0.2.1"));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertEquals(new SignIn.Wrong(), tries("hanako", "wrong", null, "10.0.2.1"));
    assertEquals(
        new SignIn.Wait(Duration.ofSeconds(2)), tries("hanako", PASSWORD, null, "10.0.2.1"));
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertNotNull(access.bySession(in().session()));
    assertEquals(new SignIn.Wrong(), tries("hanako", "wrong", null, "10.0.2.1"));
  }

  @Test
  void nobody_is_tried_a_hundred_times_a_day_and_nobody_is_locked_out_for_ever() {
    Attempts attempts = new Attempts(nanos::get);
    int tried = 0;
    Duration day = Duration.ofDays(1);
    while (nanos.get() < day.toNanos()) {
      Duration wait = attempts.begin("hanako");
      tried += wait.isZero() ? 1 : 0;
      assertTrue(wait.compareTo(Attempts.LONGEST) <= 0);
      nanos.addAndGet(wait.isZero() ? 1 : wait.toNanos());
    }
    assertTrue(tried > 90 && tried <= 110, "tried " + tried);
  }

  @Test
  void strangers_do_not_keep_a_person_out_of_the_browser_that_is_known() throws Exception {
    String mark = in().browser();
    for (int i = 0; i < 30; i++) { // every allowance of the name and of this address is used up
      tries("hanako", "wrong", null, HERE);
      tries("nobody" + i, "wrong", null, HERE);
    }
    assertInstanceOf(SignIn.Wait.class, tries("hanako", PASSWORD, null, HERE));
    assertInstanceOf(SignIn.Wait.class, tries("hanako", PASSWORD, mark + "x", HERE));
    assertInstanceOf(SignIn.In.class, tries("hanako", PASSWORD, mark, HERE));
  }

  @Test
  void a_known_browser_may_guess_no_more_than_others() throws Exception {
    String mark = in().browser();
    for (int i = 0; i < Attempts.AT_ONCE; i++) {
      assertEquals(new SignIn.Wrong(), tries("hanako", "wrong", mark, HERE));
    }
    assertInstanceOf(SignIn.Wait.class, tries("hanako", PASSWORD, mark, HERE));
    assertInstanceOf(SignIn.In.class, tries("hanako", PASSWORD, null, HERE));
  }

  @Test
  void the_mark_of_a_browser_is_of_one_account_and_one_password() throws Exception {
    String mark = in().browser();
    KnownBrowsers browsers = database.browsers(random); // as after a restart: the same key
    assertNotNull(browsers.browserOf(mark, account));
    Account other =
        new Account("0", "taro", Set.of(Role.STAFF), null, NOW, null, account.generation());
    assertNull(browsers.browserOf(mark, other));
    database.accounts().setPassword(account, PasswordHash.of(PASSWORD, random));
    Account now = Objects.requireNonNull(database.accounts().byId(account.id()));
    assertNull(browsers.browserOf(mark, now));
    for (String forged : List.of("", ".", "a.b", "x".repeat(500))) {
      assertNull(browsers.browserOf(forged, account));
    }
  }

  @Test
  void a_hash_of_weaker_parameters_is_made_anew_at_the_next_sign_in() throws Exception {
    String weak =
        "$argon2id$v=19$m=64,t=1,p=1$c2VraS1zYWx0LTE2Ynl0ZQ$5AIBp5a0r8w3Ll5eCnXpIs3LGz7HkgPQ4nY8fUKZzKA";
    store(weak);
    String session = in().session();
    String now = Objects.requireNonNull(database.accounts().hashOf(account.id())).text();
    assertTrue(now.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), now);
    assertNotNull(access.bySession(session));
    assertInstanceOf(SignIn.In.class, tries("hanako", PASSWORD, null, HERE));
  }

  private void store(String hash) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("access.db"));
        Statement s = db.createStatement()) {
      s.execute("UPDATE account SET hash = '" + hash + "'");
    }
  }

  @Test
  void many_sign_in_at_the_same_time_without_filling_the_memory() throws Exception {
    List<Future<SignIn.Answer>> answers = new ArrayList<>();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        String from = "10.1.0." + i;
        answers.add(all.submit(() -> tries("hanako", PASSWORD, null, from)));
      }
    }
    for (Future<SignIn.Answer> answer : answers) {
      // Each is let in, or told to come again; more than two hashes at once there never were.
      assertFalse(answer.get() instanceof SignIn.Wrong);
    }
  }

  @Test
  void no_password_and_no_user_name_is_in_the_audit_log_or_in_a_text() throws Exception {
    SignIn.In in = in();
    tries(PASSWORD, "hanako", null, HERE); // in the wrong fields
    String all = String.join("\n", audited()) + in + account + account.toString();
    for (String secret : List.of(PASSWORD, "hanako", in.session(), String.valueOf(in.browser()))) {
      assertFalse(all.contains(secret), all);
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String bytes = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(PASSWORD) || bytes.contains(in.session()), file.toString());
      }
    }
  }

  @Test
  void what_the_directory_said_counts_with_a_role_and_a_person_of_the_roster() {
    assertEquals(
        new SignIn.Wrong(),
        access.signIn().byDirectory(new Proof.ByDirectory("s", "1001", Set.of()), HERE));
    assertEquals(
        new SignIn.Wrong(),
        access.signIn().byDirectory(new Proof.ByDirectory("s", "9", Set.of(Role.HR)), HERE));
    SignIn.Answer answer =
        access.signIn().byDirectory(new Proof.ByDirectory("s", "1001", Set.of(Role.HR)), HERE);
    String session = assertInstanceOf(SignIn.In.class, answer).session();
    assertEquals("p-1", Objects.requireNonNull(access.bySession(session)).person());
    roster.clear();
    assertNull(access.bySession(session));
  }

  @Test
  void a_database_of_the_first_format_keeps_its_tokens_and_gets_accounts() throws Exception {
    Path old = folder.resolve("old.db");
    try (AccessDatabase fresh = AccessDatabase.open(old)) {
      fresh.tokens().create(Set.of(Role.HR), null, "desk", null, NOW, random);
    }
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + old);
        Statement s = db.createStatement()) {
      s.execute("DROP TABLE account");
      s.execute("DROP TABLE secret");
      s.execute("DROP TABLE calendar_key");
      s.execute("DROP TABLE whereabouts");
      s.execute("ALTER TABLE token DROP COLUMN read_only");
      s.execute("PRAGMA user_version = 1");
    }
    try (AccessDatabase upgraded = AccessDatabase.open(old)) {
      Token token = upgraded.tokens().list().getFirst();
      assertEquals("desk", token.label());
      assertFalse(token.readOnly());
      assertFalse(upgraded.accounts().any());
    }
  }
}
