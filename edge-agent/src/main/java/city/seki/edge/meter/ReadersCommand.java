package city.seki.edge.meter;

import city.seki.config.Durations;
import city.seki.config.ProgramVersion;
import city.seki.config.Termination;
import city.seki.config.model.FelicaMac;
import city.seki.edge.av.Secret;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.Pace;
import city.seki.edge.card.ReaderEvent;
import city.seki.edge.card.ReaderSpec;
import city.seki.edge.card.ReaderWatch;
import city.seki.edge.card.felica.MasterKey;
import city.seki.edge.card.felica.ProvingReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code seki-edge readers}: what one card reader sees, by the very driver that a unit runs. */
@Command(
    name = "readers",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Watches one card reader and prints one JSON object a line:",
      "ready, card, refused, gone, fault. A reader that vanishes is looked for until it is back.",
      "Needs no hub and no configuration. Ends on SIGTERM, with exit code 0."
    },
    footer = {
      "",
      "Names of readers:",
      "  pn532:hsu:/dev/ttyAMA0   PN532 on a serial line",
      "  pn532:i2c:1:0x24         PN532 on I2C bus 1",
      "  pn532:spi:0.0            PN532 on SPI bus 0, chip select 0",
      "  pcsc:                    the first reader of pcscd",
      "  pcsc:RC-S300             the first one with that in its name"
    })
public final class ReadersCommand implements Callable<Integer> {
  private final Function<ReaderSpec, CardReader> drivers;
  private final Pace pace;
  private final RandomGenerator random;
  private final Console console;

  @Option(
      names = "--watch",
      required = true,
      paramLabel = "NAME",
      converter = ReaderName.class,
      description = "the reader to watch")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private ReaderSpec watched;

  @Option(names = "--show-id", description = "print the ids of cards; left out otherwise")
  private boolean showId;

  @Option(
      names = "--felica-key",
      paramLabel = "FILE",
      description = {
        "let FeliCa Lite-S cards prove that they are no copies; the file holds the",
        "master key of the cards, 48 hexadecimal digits, readable by its owner only"
      })
  private Optional<Path> felicaKey = Optional.empty();

  @Option(
      names = "--once",
      description = "end when the first card has come and gone, or when standard input ends")
  private boolean once;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Length.class,
      description = "end after that time: 30s, 5m, 1h30m, PT30S")
  private Optional<Duration> length = Optional.empty();

  /**
   * @param drivers the production driver for each reader, not yet opened
   * @param random what cards have to compute with; not to be foretold
   */
  public ReadersCommand(
      Function<ReaderSpec, CardReader> drivers,
      Pace pace,
      RandomGenerator random,
      Console console) {
    this.drivers = drivers;
    this.pace = pace;
    this.random = random;
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    EventLines lines = new EventLines(watched.toString(), showId);
    Once enough = new Once();
    ReaderWatch watch = new ReaderWatch(reader(), pace, event -> tell(event, lines, enough));
    try (var _ = new Termination(watch::close)) {
      length.ifPresent(time -> background("time limit", () -> closeAfter(time, watch)));
      if (once) {
        background("standard input", () -> closeAfterInput(enough, watch));
      }
      watch.run();
    }
    return 0;
  }

  private CardReader reader() throws IOException {
    CardReader reader = drivers.apply(watched);
    if (felicaKey.isEmpty()) {
      return reader;
    }
    MasterKey key = MasterKey.parse(Secret.read(felicaKey.get()).password());
    return ProvingReader.of(reader, FelicaMac.PREFER, key, random);
  }

  /** Called by the watching thread, which ends the watch by interrupting itself. */
  private void tell(ReaderEvent event, EventLines lines, Once enough) {
    console.out().println(lines.line(event));
    if (event instanceof ReaderEvent.Fault fault) {
      console.err().println("seki-edge: " + watched + ": " + fault.detail());
    }
    boolean last = enough.after(event) && once;
    boolean nobodyReads = console.out().checkError();
    if (last || nobodyReads) {
      Thread.currentThread().interrupt();
    }
  }

  private static void background(String name, Runnable work) {
    Thread.ofPlatform().name(name).daemon().start(work);
  }

  private void closeAfter(Duration time, ReaderWatch watch) {
    try {
      pace.pause(time);
      watch.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAfterInput(Once enough, ReaderWatch watch) {
    try {
      console.in().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      console.err().println("seki-edge: standard input: " + e.getMessage());
    }
    if (enough.afterInput()) {
      watch.close();
    }
  }

  static final class ReaderName implements ITypeConverter<ReaderSpec> {
    @Override
    public ReaderSpec convert(String text) {
      try {
        return ReaderSpec.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class Length implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
