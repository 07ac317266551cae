package city.seki.edge.av.xapi;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.CertificatePin;
import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.card.Pace;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Cisco RoomOS device. What its documents say is the report; its WebSocket only says when to read
 * them again, so that a notice that was lost costs time and never truth. It never configures or
 * commands anything, and where the device opens a session for it, it ends that after every look.
 *
 * <p>Over {@code http} the password can be read on the wire: for an emulation, or a network of its
 * own. Over {@code https} the certificate is the one that the address names ({@code
 * #sha256=FINGERPRINT}) or one that the system's trust store vouches for.
 */
public final class XapiDevice implements Device {
  private static final String USER = "admin";
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofSeconds(8);

  /** A codec takes two to four minutes to start, with new firmware longer. */
  private static final Duration RESTART = Duration.ofMinutes(5);

  /** The branches a report is made of. The first is one that every device has. */
  private static final List<String> BRANCHES =
      List.of(
          "SystemUnit",
          "Standby",
          "Call",
          "Conference",
          "RoomAnalytics",
          "Peripherals",
          "Diagnostics",
          "Provisioning",
          "UserInterface/ContactInfo/Name");

  private final String name;
  private final Pace pace;
  private final HttpClient client;
  private final XapiHttp http;
  private final Feedback feedback;
  private @Nullable DeviceReport lastHeard;
  private @Nullable Long restartEnds;
  private volatile boolean restartTold;
  private boolean answers;

  /**
   * @param address {@code http://HOST[:PORT]} or {@code https://HOST[:PORT][#sha256=FINGERPRINT]}
   * @param user null for {@code admin}, as every device has it at first
   * @param password null, with the user, where the device asks for none
   * @throws IllegalArgumentException if the address is none of these
   */
  public XapiDevice(URI address, @Nullable String user, @Nullable String password, Pace pace) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (address.getHost() == null || !(secure || scheme.equals("http"))) {
      throw new IllegalArgumentException("expected http://HOST[:PORT] or https://HOST[:PORT]");
    }
    if (!secure && address.getFragment() != null) {
      throw new IllegalArgumentException("a fingerprint needs https: http shows no certificate");
    }
    String place = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    boolean open = user == null && password == null;
    Login login =
        open ? null : new Login(user == null ? USER : user, password == null ? "" : password);
    this.name = "xapi+" + scheme + "://" + place;
    this.pace = pace;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // a password goes to nobody else
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECTING)
            .sslContext(CertificatePin.context(address))
            .build();
    this.http = new XapiHttp(client, URI.create(scheme + "://" + place + "/"), login);
    this.feedback =
        new Feedback(
            client,
            URI.create((secure ? "wss://" : "ws://") + place + "/ws"),
            login,
            pace,
            () -> restartTold = true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DeviceReport look() throws InterruptedException {
    DeviceReport seen;
    try {
      seen = RoomReport.of(documents(pace.nanos() + LOOK.toNanos()));
    } catch (Unheard e) {
      seen = e.report();
    } finally {
      http.endSessions();
    }
    return withRestart(seen);
  }

  private StatusNode documents(long until) throws Unheard, InterruptedException {
    StatusNode whole = null;
    List<StatusNode> branches = new ArrayList<>();
    for (String branch : BRANCHES) {
      StatusNode document = whole != null ? whole : branch(branch, until);
      if (document == null && branches.isEmpty()) {
        whole = document("/status.xml", until); // older, or it answers nothing smaller
        document = whole;
      }
      if (document != null) {
        branches.addAll(document.all(branch.split("/", 2)[0]));
      }
    }
    return new StatusNode("Status", null, "", branches);
  }

  /** That branch of the status; null where the device has none. */
  private @Nullable StatusNode branch(String branch, long until)
      throws Unheard, InterruptedException {
    return document("/getxml?location=/Status/" + branch, until);
  }

  private @Nullable StatusNode document(String target, long until)
      throws Unheard, InterruptedException {
    Duration left = Duration.ofNanos(until - pace.nanos());
    if (!left.isPositive()) {
      throw Unheard.timeout(true);
    }
    byte[] document = http.get(target, left);
    if (document == null) {
      return null;
    }
    try {
      StatusNode root = XapiXml.read(document);
      if (root.name().equals("EmptyResult") || !root.all("Reason").isEmpty()) {
        return null; // "No match on address expression"
      }
      if (!root.name().equals("Status")) {
        throw Unheard.garbage(null);
      }
      return root;
    } catch (UnreadableDocument e) {
      throw Unheard.garbage(e);
    }
  }

  /** A device that restarts cannot be reached for a while, and is not offline. */
  private DeviceReport withRestart(DeviceReport seen) {
    DeviceReport before = lastHeard;
    boolean answered = answers;
    boolean silent = seen.state() == DeviceState.OFFLINE;
    answers = !silent && seen.state() != DeviceState.UNKNOWN;
    boolean updated = before != null && before.state() == DeviceState.UPDATING;
    if (restartTold || (updated && answered && silent)) {
      restartTold = false;
      restartEnds = pace.nanos() + RESTART.toNanos();
    } else if (answers && !answered) {
      restartEnds = null; // it is back
    }
    if (answers) {
      lastHeard = seen;
      return seen;
    }
    boolean restarting = restartEnds != null && restartEnds - pace.nanos() > 0;
    return restarting && !isRefusal(seen) ? starting(before) : seen;
  }

  private static boolean isRefusal(DeviceReport seen) {
    return "password".equals(seen.cause()) || "tls".equals(seen.cause());
  }

  private static DeviceReport starting(@Nullable DeviceReport before) {
    return new DeviceReport(
        DeviceState.BOOTING,
        RoomReport.SOURCE,
        null,
        before == null ? null : before.name(),
        before == null ? null : before.firmware(),
        List.of(),
        List.of(),
        null,
        new TreeMap<>());
  }

  /** It opens the WebSocket only to a device that answered: nobody is locked out by its tries. */
  @Override
  public void awaitChange(Duration most) throws InterruptedException {
    feedback.await(most, answers);
  }

  @Override
  public void close() {
    feedback.close();
    client.shutdownNow();
  }
}
