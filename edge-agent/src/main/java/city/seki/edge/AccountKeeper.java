package city.seki.edge;

import city.seki.config.model.Place;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.SensorNight;
import city.seki.edge.agent.Now;
import city.seki.edge.survey.Account;
import city.seki.edge.survey.AccountText;
import city.seki.edge.survey.Setting;
import city.seki.edge.survey.Survey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Keeps a unit's account of its sensors over restarts, in {@code honesty.json} of its data folder.
 * The survey's thread hands over what it believes; any thread may ask for the {@link #nights}.
 *
 * <p>The card of a Pi is spared: it is written after each night, once an hour and at the end. A
 * power cut costs an hour of one night.
 */
final class AccountKeeper implements BiConsumer<Survey, Now> {
  static final String FILE = "honesty.json";

  private static final long EVERY_MS = 3_600_000;

  private final Path folder;
  private final String unit;
  private final Function<Instant, @Nullable Setting> office;
  private @Nullable Account account;
  private volatile List<SensorNight> nights = List.of();
  private long writtenMs;
  private boolean failing;

  /**
   * @param unit for log lines
   * @param office as the unit knows it then; null while it knows nothing
   */
  AccountKeeper(Path folder, String unit, Function<Instant, @Nullable Setting> office) {
    this.folder = folder;
    this.unit = unit;
    this.office = office;
  }

  /** The nights that ended, the oldest first. Any thread. */
  List<SensorNight> nights() {
    return nights;
  }

  @Override
  public synchronized void accept(Survey survey, Now now) {
    Account before = account;
    if (before == null) {
      before = read(survey.placeOf(), now.monoMs());
      writtenMs = now.monoMs();
      become(before);
    }
    if (before.isDue(now.monoMs())) {
      Account after = before.and(survey.beliefs(), office.apply(now.wall().toInstant()), now);
      become(after);
      boolean over = !Objects.equals(before.night(), after.night());
      if (over || now.monoMs() - writtenMs >= EVERY_MS) {
        writtenMs = now.monoMs();
        write(after);
      }
    }
  }

  private void become(Account now) {
    account = now;
    nights = now.nights();
  }

  private Account read(Map<String, Place> places, long nowMs) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.exists(file)) {
        if (Files.size(file) > AccountText.LARGEST) {
          throw new BadMessage("$", "more than " + AccountText.LARGEST + " bytes");
        }
        return AccountText.read(Files.readAllBytes(file), places, nowMs);
      }
    } catch (IOException | BadMessage e) {
      Logger.warn(
          "{}: {} cannot be used, how honest sensors are is counted anew: {}",
          unit,
          file,
          e.getMessage());
    }
    return Account.begun(places, nowMs);
  }

  /** Replaces the file; a power cut leaves the old one or the new one. */
  private void write(Account now) {
    Path file = folder.resolve(FILE);
    Path fresh = folder.resolve("." + FILE + ".new");
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE))) {
        ByteBuffer bytes = ByteBuffer.wrap(AccountText.write(now));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        Logger.warn("{}: {} cannot be written: {}", unit, file, e.toString());
      }
      failing = true;
    }
  }

  /** Writes it a last time, once nothing is handed over any more. */
  synchronized void end() {
    Account last = account;
    if (last != null) {
      write(last);
    }
  }
}
