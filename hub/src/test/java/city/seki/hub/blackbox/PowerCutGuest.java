package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkMessage;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.config.rules.TapId;
import city.seki.config.wire.CardId;
import city.seki.config.wire.CardKey;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.journal.SqliteJournal;
import city.seki.hub.HubMain;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs inside the machine whose power is cut, from its boot to the cut. First it looks whether the
 * disk holds everything that earlier boots had printed a word for; then it runs the hub's program
 * under a load of taps, and a journal that is written to, and prints a line for each promise.
 *
 * <p>The lines, each printed after what it tells is durable, but the last: {@code tap BOOT SEQ} an
 * answer came, {@code append BOOT SEQ}, {@code amend BOOT SEQ}, {@code settle BOOT SEQ} about to be
 * settled.
 */
final class PowerCutGuest {
  private static final int MQTT_PORT = 1883;
  private static final int UNDER_WAY = 8;
  private static final int SEATS = 10;
  private static final int OWED = 20;
  private static final long PAUSE_NANOS = 20_000_000;
  private static final Pattern ANSWERED = Pattern.compile("\"boot\":\"([^\"]+)\",\"seq\":(\\d+)");

  private final Path disk;
  private final String boot;
  private final CardKey key;
  private final Random random = new Random();
  private final AtomicLong last = new AtomicLong();

  private PowerCutGuest(Path disk, String boot) throws IOException {
    this.disk = disk;
    this.boot = boot;
    this.key = CardKeyFile.load(disk.resolve("data"));
  }

  /**
   * @param arguments the mounted disk, a name for this boot, the file with the lines that earlier
   *     boots had printed, a folder in memory
   */
  public static void main(String[] arguments) throws Exception {
    Path disk = Path.of(arguments[0]);
    try {
      int held = verify(disk, Path.of(arguments[2]), Path.of(arguments[3]));
      System.out.println("verified " + held);
    } catch (AssertionError | Exception e) {
      System.out.println("BROKEN " + e);
      return;
    }
    new PowerCutGuest(disk, arguments[1]).run();
  }

  private static int verify(Path disk, Path promises, Path room) throws Exception {
    Set<String> answered = new HashSet<>();
    Map<String, String> owed = new HashMap<>();
    for (String line : Files.readAllLines(promises, UTF_8)) {
      String name = line.substring(line.indexOf(' ') + 1);
      switch (line.substring(0, line.indexOf(' '))) {
        case "tap" -> answered.add(name);
        case "append" -> owed.put(name, "first");
        case "amend" -> owed.put(name, "amended");
        case "settle" -> owed.remove(name);
        default -> throw new IllegalArgumentException(line);
      }
    }
    Set<TapId> taps = LedgerCopy.of(disk.resolve("data"), room).taps();
    for (String name : answered) {
      String[] words = name.split(" ", -1);
      if (!taps.contains(new TapId("u1", words[0], Long.parseLong(words[1])))) {
        throw new AssertionError("the ledger lost the answered tap " + name);
      }
    }
    Map<String, String> kept = journal(disk);
    owed.forEach(
        (name, version) -> {
          String now = kept.get(name);
          if (now == null || (version.equals("amended") && !now.equals("amended"))) {
            throw new AssertionError("the journal lost " + version + " of " + name + ": " + now);
          }
        });
    return answered.size() + owed.size();
  }

  private static Map<String, String> journal(Path disk) throws JournalFault {
    Map<String, String> kept = new HashMap<>();
    try (SqliteJournal journal =
        SqliteJournal.open(disk.resolve("unit"), "verify", SqliteJournal.LIMIT_BYTES)) {
      for (Entry entry : journal.owed(Entry.Place.START, Integer.MAX_VALUE)) {
        String name = entry.boot() + " " + entry.seq();
        if (kept.put(name, new String(entry.payload(), UTF_8).strip()) != null) {
          throw new AssertionError("twice in the journal: " + name);
        }
      }
    }
    return kept;
  }

  private void run() throws Exception {
    var _ = Thread.ofPlatform().daemon().start(this::writeJournal);
    var _ =
        Thread.ofPlatform()
            .start(
                () ->
                    HubMain.main(
                        new String[] {
                          "serve", "--dev", "--data", disk.resolve("data").toString()
                        }));
    while (!ready()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    tap();
  }

  /** A broker that listens passes on nothing yet: the hub's own link follows it by a moment. */
  private static boolean ready() throws IOException {
    HttpURLConnection asked =
        (HttpURLConnection) URI.create("http://127.0.0.1:8080/readyz").toURL().openConnection();
    try {
      return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    } finally {
      asked.disconnect();
    }
  }

  private void writeJournal() {
    try (SqliteJournal journal =
        SqliteJournal.open(disk.resolve("unit"), boot, SqliteJournal.LIMIT_BYTES)) {
      for (long seq = 1; ; seq++) {
        var _ = journal.append(seq, padded("first"));
        System.out.println("append " + boot + " " + seq);
        if (seq % 3 == 0) {
          var _ = journal.amend(seq, padded("amended"));
          System.out.println("amend " + boot + " " + seq);
        }
        if (seq > OWED) {
          System.out.println("settle " + boot + " " + (seq - OWED));
          var _ = journal.settle(boot, seq - OWED);
        }
        LockSupport.parkNanos(PAUSE_NANOS); // one processor: the hub needs it too
      }
    } catch (JournalFault e) {
      System.out.println("BROKEN " + e);
    }
  }

  /** About as long as a tap's message. */
  private static byte[] padded(String text) {
    return String.format("%-250s", text).getBytes(UTF_8);
  }

  private void tap() throws InterruptedException {
    CountDownLatch up = new CountDownLatch(1);
    MqttSession[] session = new MqttSession[1];
    LinkListener listener =
        new LinkListener() {
          @Override
          public void up(LinkFacts facts) {
            up.countDown();
          }

          @Override
          public void down(String reason) {
            System.out.println("BROKEN the link went down: " + reason);
          }

          @Override
          public void arrived(Arrived message) {
            Matcher name = ANSWERED.matcher(new String(message.payload(), UTF_8));
            System.out.println(
                name.find()
                    ? "tap " + name.group(1) + " " + name.group(2)
                    : "BROKEN " + new String(message.payload(), UTF_8));
            var _ = session[0].publish(next());
          }
        };
    session[0] =
        new MqttSession(
            LinkSettings.to("127.0.0.1", MQTT_PORT, "power-cut")
                .withSubscriptions("seki/1/unit/u1/decision"),
            Backoff.STANDARD,
            random,
            LinkThreads.platform("tapping"),
            listener);
    session[0].start();
    up.await();
    for (int i = 0; i < UNDER_WAY; i++) {
      var _ = session[0].publish(next()).toCompletableFuture().join();
    }
  }

  private LinkMessage next() {
    long seq = last.incrementAndGet();
    int person = 1 + random.nextInt(TestCity.PEOPLE);
    String payload =
        ForeignUnit.payload(
                seq,
                "seat:" + TestCity.seat(1 + random.nextInt(SEATS)),
                key.digest(CardId.parse(TestCity.card(person))),
                "felica",
                Instant.now(),
                "synced")
            .replace("foreign.1", boot);
    return LinkMessage.of("seki/1/unit/u1/tap", payload.getBytes(UTF_8));
  }
}
