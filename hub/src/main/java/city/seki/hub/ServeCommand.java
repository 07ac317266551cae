package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.Termination;
import city.seki.config.source.DirectoryFile;
import city.seki.config.supervisor.Supervisor;
import city.seki.hub.access.Role;
import city.seki.hub.access.Tokens;
import city.seki.hub.broker.BrokerRefused;
import city.seki.hub.data.Backup;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.feed.FeedSettings;
import city.seki.hub.notice.NoticeSettings;
import city.seki.hub.oidc.DirectorySettings;
import city.seki.hub.retention.Retention;
import city.seki.hub.server.Authority;
import city.seki.hub.server.Hub;
import city.seki.hub.server.HubSettings;
import city.seki.hub.server.HubSurroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the hub until it is told to end. */
@Command(
    name = "serve",
    description = "Runs the hub: broker, allocation, API and pages.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class ServeCommand implements Callable<Integer> {
  private static final String DEV_LABEL = "serve --dev";
  private static final int USUAL_COAP_PORT = 5683;
  private static final int SECURE_COAP_PORT = 5684;
  private static final String EVERYWHERE = "0.0.0.0";
  private static final String HERE = "127.0.0.1";
  private static final Duration DEV_TOKEN_LIFE = Duration.ofDays(7);

  private final InstantSource clock;
  private final LongSupplier nanos;
  private final SecureRandom random;
  private final Supervisor supervisor;

  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--http-port",
      paramLabel = "P",
      description =
          "API and pages, for units also EST; 0 for any that is free (default: 8443, with --dev"
              + " 8080).")
  private @Nullable Integer httpPort;

  @Option(
      names = "--mqtt-port",
      paramLabel = "P",
      description = "The embedded broker; 0 for any that is free (default: 8883, with --dev 1883).")
  private @Nullable Integer mqttPort;

  @Option(
      names = "--coap-port",
      paramLabel = "P",
      description =
          "Seat labels over CoAP, for units EST over CoAPs; 0 for any that is free (default: 5684;"
              + " with --dev 5683, or any that is free if that is taken).")
  private @Nullable Integer coapPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDR",
      description = "The address to listen at (default: all, with --dev 127.0.0.1).")
  private @Nullable String bind;

  @Mixin private AuthorityOptions authority = new AuthorityOptions();

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description =
          "Use the broker at mqtts://HOST:PORT, with --dev mqtt://HOST:PORT, instead of the"
              + " embedded one.")
  private @Nullable URI broker;

  @Mixin private TellingOptions telling = new TellingOptions();

  @Option(
      names = "--oidc",
      paramLabel = "FILE",
      description =
          "People sign in by the city's directory (OpenID Connect), which this YAML file describes;"
              + " needs --public-url.")
  private @Nullable Path oidc;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "Where browsers reach this hub, as https://seki.example.city.")
  private @Nullable String publicUrl;

  @Option(
      names = "--retention",
      paramLabel = "PERIOD",
      description =
          "How long claims keep their person, 14 months at least; what is older is forgotten when"
              + " the hub starts (default: ${DEFAULT-VALUE}).",
      defaultValue = "P3Y")
  private Period retention = Retention.STANDARD;

  @Option(
      names = "--dev",
      description =
          "Plain MQTT, CoAP and HTTP on loopback only: any program of this machine may speak as any"
              + " unit. For development; prints an admin token.")
  private boolean dev;

  ServeCommand(
      InstantSource clock, LongSupplier nanos, SecureRandom random, Supervisor supervisor) {
    this.clock = clock;
    this.nanos = nanos;
    this.random = random;
    this.supervisor = supervisor;
  }

  @Override
  public Integer call() throws IOException, BrokerRefused, InterruptedException {
    InetAddress address = checkedAddress();
    RetentionRun.requireLongEnough(retention, spec.commandLine(), "--retention");
    URI otherBroker = checkedBroker();
    URI webhook = telling.alertWebhook();
    Authority.Settings issuing = dev ? null : authority.settings();
    DirectorySettings people = directory();
    FeedSettings feed = telling.feed();
    NoticeSettings staff = telling.notices(page());
    // Who called it wrongly finds nothing made.
    DataDirectory directory = data.use();
    String forgotten = Backup.forgotten(directory);
    if (forgotten != null) {
      spec.commandLine().getErr().println("Warning: " + forgotten);
    }
    HubSettings settings =
        new HubSettings(
            directory,
            address,
            otherBroker,
            port(mqttPort, 1883, 8883),
            port(httpPort, 8080, 8443),
            checkedCoapPort(address),
            webhook,
            1,
            false,
            issuing,
            people,
            telling.homeAssistant(),
            feed,
            retention,
            staff);
    new RetentionRun(directory, random)
        .atStart(retention, clock.instant(), spec.commandLine().getOut());
    CountDownLatch end = new CountDownLatch(1);
    DataException[] failure = new DataException[1];
    HubSurroundings around =
        new HubSurroundings(
            () -> clock.instant().truncatedTo(ChronoUnit.MILLIS),
            clock,
            nanos,
            random,
            e -> {
              failure[0] = e;
              end.countDown();
            },
            supervisor::turned);
    try (var _ = new Termination(end::countDown);
        Hub hub = Hub.start(settings, around, List.of())) {
      announce(hub, address, directory);
      supervisor.ready("serves at port " + hub.httpPort());
      end.await();
      supervisor.stopping();
    }
    if (failure[0] != null) {
      throw failure[0];
    }
    return CommandLine.ExitCode.OK;
  }

  private InetAddress checkedAddress() throws IOException {
    String wanted = bind == null ? (dev ? HERE : EVERYWHERE) : bind;
    InetAddress address = InetAddress.getByName(wanted);
    if (dev && !address.isLoopbackAddress()) {
      throw new ParameterException(
          spec.commandLine(),
          "--dev lets every program speak as any unit, so that it listens on loopback only, not on "
              + wanted);
    }
    return address;
  }

  private int port(@Nullable Integer asked, int open, int secure) {
    return asked != null ? asked : dev ? open : secure;
  }

  private @Nullable DirectorySettings directory() throws IOException {
    Path file = oidc;
    if (file == null) {
      return null;
    }
    URI url = publicAddress();
    if (url == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--oidc sends browsers away and back again: --public-url says where they reach this hub,"
              + " as https://HOST or https://HOST:PORT (or http on this machine); it is not taken"
              + " from what a browser says");
    }
    return DirectorySettings.read(file, url);
  }

  /** Where browsers reach this hub, null where it is not said or is no such address. */
  private @Nullable URI publicAddress() {
    String text = publicUrl;
    URI url = text == null ? null : DirectoryFile.address(text);
    return url == null || !(url.getPath().isEmpty() || url.getPath().equals("/")) ? null : url;
  }

  /** For the links in notices, without a slash at its end. */
  private @Nullable String page() {
    URI url = publicAddress();
    if (url == null && publicUrl != null) {
      throw new ParameterException(
          spec.commandLine(), "--public-url: expected https://HOST or https://HOST:PORT");
    }
    return url == null ? null : url.getScheme() + "://" + url.getRawAuthority();
  }

  private @Nullable URI checkedBroker() {
    URI url = broker;
    String scheme = dev ? "mqtt" : "mqtts";
    if (url != null
        && (!scheme.equals(url.getScheme()) || url.getHost() == null || url.getPort() < 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "--broker is " + scheme + "://HOST:PORT" + (dev ? " with --dev" : "") + ", not " + url);
    }
    return url;
  }

  /** Who does not care for labels should not have to care for their port. */
  private int checkedCoapPort(InetAddress address) {
    Integer asked = coapPort;
    if (asked != null || !dev) {
      return port(asked, USUAL_COAP_PORT, SECURE_COAP_PORT);
    }
    try (DatagramSocket probe = new DatagramSocket(USUAL_COAP_PORT, address)) {
      return probe.getLocalPort();
    } catch (SocketException taken) {
      return 0;
    }
  }

  private void announce(Hub hub, InetAddress address, DataDirectory directory) {
    PrintWriter out = spec.commandLine().getOut();
    if (!dev) {
      out.printf(
          "Seki serves https://%s:%d/; data in %s%n",
          hub.hosts().getFirst(), hub.httpPort(), directory.root());
      out.flush();
      return;
    }
    out.println("Token: " + devToken(hub.access().tokens()));
    out.printf(
        "Seki serves http://%s:%d/, MQTT on port %d and CoAP on port %d; data in %s%n",
        address.getHostAddress(), hub.httpPort(), hub.mqttPort(), hub.coapPort(), directory.root());
    out.flush();
  }

  /** A new token for every start: the last one's counts no more. */
  private String devToken(Tokens tokens) {
    Instant now = clock.instant();
    tokens.list().stream()
        .filter(token -> token.label().equals(DEV_LABEL) && token.holds(now))
        .forEach(token -> tokens.revoke(token.id(), now));
    return tokens
        .create(Set.of(Role.ADMIN), null, DEV_LABEL, now.plus(DEV_TOKEN_LIFE), now, random)
        .secret();
  }
}
