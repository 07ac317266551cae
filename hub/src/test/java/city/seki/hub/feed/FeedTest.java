package city.seki.hub.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.AttendanceInMemory;
import city.seki.hub.history.Visit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statistics system has the figures, each once, whatever happens on the way. */
final class FeedTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration PATIENT = Duration.ofSeconds(30);

  /** Of a server that hangs now and then. */
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  private static final int SEEDS = 5;

  @TempDir Path folder = Path.of("");

  private static Visit visit(LocalDate day, int person, String office) {
    Instant start = day.atTime(9, 0).atZone(TOKYO).toInstant();
    return new Visit(
        day,
        new SeatId(office, "A-" + person),
        "p" + person,
        "総務課",
        start,
        start.plusSeconds(3_600),
        null,
        Visit.Origin.IMPORT);
  }

  private static Attendance attendance(List<Visit> visits) {
    return new AttendanceInMemory(visits, List.of(), TOKYO);
  }

  private static Map<LocalDate, Long> truth(List<Visit> visits) {
    Map<LocalDate, Long> truth = new TreeMap<>();
    for (Visit visit : visits) {
      long persons =
          visits.stream()
              .filter(v -> v.day().equals(visit.day()))
              .map(Visit::person)
              .distinct()
              .count();
      truth.put(visit.day(), persons);
    }
    return truth;
  }

  private FeedStore store() {
    return FeedStore.open(folder.resolve("feed.db"), new Random(1));
  }

  @Test
  void what_is_lost_delayed_failed_or_answered_to_nobody_is_there_once_in_the_end()
      throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Path file = folder.resolve("feed-" + seed + ".db");
      List<Visit> visits = new ArrayList<>();
      int revisions = 0;
      try (StatisticsServer server = new StatisticsServer(new Random(~seed), 40)) {
        for (int round = 0; round < 4; round++) {
          for (int i = 0; i < 5; i++) {
            visits.add(visit(TODAY.minusDays(1 + random.nextInt(6)), random.nextInt(9), "honcho"));
          }
          // Each round is another life of the hub: whatever was not confirmed is on disk.
          try (FeedStore store = FeedStore.open(file, random)) {
            Feed.count(store, attendance(visits), TODAY);
            Feed feed = new Feed(store, new FeedSender(server.address(), "t", TIMEOUT), SOON);
            Duration _ = feed.deliver();
          }
        }
        try (FeedStore store = FeedStore.open(file, random)) {
          Feed feed = new Feed(store, new FeedSender(server.address(), "t", TIMEOUT), SOON);
          for (int tries = 0; tries < 100 && !feed.deliver().isZero(); tries++) {}
          assertTrue(store.owed().isEmpty(), "seed " + seed);
          revisions =
              store.since(TODAY.minusDays(30)).stream().mapToInt(o -> (int) o.revision()).sum();
        }
        assertEquals(List.of(), server.wrong(), "seed " + seed);
        assertEquals(truth(visits), new TreeMap<>(server.personDays()), "seed " + seed);
        assertTrue(server.taken() <= revisions, "seed " + seed);
        assertTrue(server.requests() > server.taken(), "nothing went wrong with seed " + seed);
      }
    }
  }

  @Test
  void the_same_figures_are_told_once_and_corrected_ones_anew_with_the_next_revision()
      throws Exception {
    List<Visit> visits = new ArrayList<>(List.of(visit(TODAY.minusDays(9), 1, "honcho")));
    try (FeedStore store = store();
        StatisticsServer server = new StatisticsServer(null, 0)) {
      Feed feed = new Feed(store, new FeedSender(server.address(), "", PATIENT), SOON);
      Feed.count(store, attendance(visits), TODAY);
      assertTrue(feed.deliver().isZero());
      Feed.count(store, attendance(visits), TODAY);
      assertTrue(feed.deliver().isZero());
      assertEquals(1, server.requests());
      visits.add(visit(TODAY.minusDays(9), 2, "honcho"));
      Feed.count(store, attendance(visits), TODAY);
      assertTrue(feed.deliver().isZero());
      assertEquals(2, server.requests());
      assertEquals(Map.of(TODAY.minusDays(9), 2L), server.personDays());
      visits.clear();
      Feed.count(store, attendance(visits), TODAY);
      assertTrue(feed.deliver().isZero());
      assertEquals(Map.of(TODAY.minusDays(9), 0L), server.personDays());
    }
  }

  @Test
  void it_waits_twice_as_long_after_each_failure_and_what_is_refused_waits_for_people()
      throws Exception {
    try (FeedStore store = store();
        StatisticsServer server = new StatisticsServer(null, 0)) {
      Feed.count(store, attendance(List.of(visit(TODAY.minusDays(1), 1, "honcho"))), TODAY);
      FeedSender wrong = new FeedSender(server.address().resolve("/elsewhere"), "", PATIENT);
      assertInstanceOf(FeedSender.Refused.class, wrong.send(store.owed().getFirst(), store.hub()));
      Feed feed = new Feed(store, wrong, Duration.ofSeconds(1));
      assertEquals(Duration.ofSeconds(1), feed.deliver());
      assertEquals(Duration.ofSeconds(2), feed.deliver());
      for (int i = 0; i < 20; i++) {
        Duration _ = feed.deliver();
      }
      assertEquals(Duration.ofHours(1), feed.deliver());
      assertFalse(store.owed().isEmpty());
    }
  }

  @Test
  void no_person_is_in_what_is_told() {
    String text =
        new String(
            DayFigures.of(attendance(List.of(visit(TODAY, 7, "honcho"))), TODAY).document(),
            StandardCharsets.UTF_8);
    assertEquals(
        "{\"v\":1,\"date\":\"2026-11-29\",\"person_days\":1,\"visits\":1,\"minutes\":60,"
            + "\"rows\":[{\"office\":\"honcho\",\"department\":\"総務課\",\"person_days\":1,"
            + "\"visits\":1,\"minutes\":60}]}",
        text);
  }

  @Test
  void a_one_way_file_is_signed_and_numbered() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path pem = folder.resolve("feed.pem");
    String body = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    Path _ =
        Files.writeString(
            pem, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    try (FeedStore store = store()) {
      Feed.count(store, attendance(List.of(visit(TODAY.minusDays(1), 1, "honcho"))), TODAY);
      LocalDate since = TODAY.minusDays(7);
      byte[] first = FeedFile.content(store.hub(), store.nextFile(), since, store.since(since));
      assertTrue(isSigned(pair, first, FeedFile.signature(first, FeedFile.key(pem))));
      String text = new String(first, StandardCharsets.UTF_8);
      assertTrue(text.startsWith("{\"format\":\"seki-feed-1\",\"hub\":\""), text);
      assertTrue(text.contains("\"file\":1,"), text);
      assertEquals(2, text.lines().count());
      assertEquals(2, store.nextFile());
    }
  }

  private static boolean isSigned(KeyPair pair, byte[] content, byte[] signature)
      throws GeneralSecurityException {
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(pair.getPublic());
    check.update(content);
    return check.verify(signature);
  }
}
