package city.seki.hub.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.Sha256;
import city.seki.config.wire.SignedDocument;
import city.seki.hub.bundle.PieceShelf;
import city.seki.hub.data.DataException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of roll-outs: decides, writes down, and only then lets units know. What was not
 * written down was never wished. Safe for all threads; readers see the state that is durable.
 */
public final class RolloutDesk implements PieceShelf, AutoCloseable {
  /** Where wishes go: it notes what a unit's retained topic is to say from now on. */
  @FunctionalInterface
  public interface Wire {
    /**
     * @param document in the hub's envelope
     */
    void desire(String unit, byte[] document);
  }

  private final RolloutStore store;
  private final CityTexts texts;
  private final RolloutRules rules;
  private final HubSigner signer;
  private final Wire wire;
  private final InstantSource clock;
  private final Instant since;
  private final List<Consumer<List<RolloutEvent>>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile RolloutState state;
  private boolean behind;

  /**
   * Takes over the store, and brings the state forward to its last event.
   *
   * @param place where units find the hub; asked only once it is known
   * @param clock real time
   * @throws DataException if the events cannot be read
   */
  public RolloutDesk(
      RolloutStore store,
      Supplier<HubPlace> place,
      HubSigner signer,
      Wire wire,
      InstantSource clock) {
    this.store = store;
    this.texts = new CityTexts(this::configuration, place);
    this.rules = new RolloutRules(texts);
    this.signer = signer;
    this.wire = wire;
    this.clock = clock;
    this.since = clock.instant();
    this.state = RolloutState.EMPTY.applyAll(store.news());
  }

  /** What is durable now. */
  public RolloutState state() {
    return state;
  }

  /** Told what happened, after it is durable; quick, and never throws. */
  public void onEvents(Consumer<List<RolloutEvent>> listener) {
    listeners.add(listener);
  }

  /** The text of that configuration as it was brought, empty if there is none of that version. */
  public Optional<String> configuration(long version) {
    RolloutState.ConfigurationVersion known = state.configurations().get(version);
    return known == null ? Optional.empty() : text(known.sha256());
  }

  /** A text that some unit is told now, and that is too large for a message. */
  @Override
  public Optional<byte[]> read(Sha256 whole, long offset, int length) {
    boolean told =
        state.wishes().values().stream()
            .anyMatch(wish -> wish.configuration().sha256().equals(whole.hex()));
    return told
        ? text(whole.hex()).map(text -> part(text.getBytes(UTF_8), offset, length))
        : Optional.empty();
  }

  private static byte[] part(byte[] whole, long offset, int length) {
    int from = Math.toIntExact(Math.min(Math.max(offset, 0), whole.length));
    return Arrays.copyOfRange(whole, from, Math.min(whole.length, from + length));
  }

  private Optional<String> text(String sha256) {
    lock.lock();
    try {
      return store.text(sha256);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The SHA-256 of what that configuration says to each of those units; who is not in it is not
   * here either.
   */
  public Map<String, String> texts(long configuration, Iterable<String> units) {
    lock.lock();
    try {
      Map<String, String> all = new TreeMap<>();
      for (String unit : units) {
        String sha256 = texts.sha256(configuration, unit);
        if (sha256 != null) {
          all.put(unit, sha256);
        }
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps a configuration that the hub works with from now on.
   *
   * @param text one that was read without a problem
   * @return its version; that of the last if it is the same
   * @throws DataException if it cannot be written down; nothing has happened then
   */
  public long keep(String text, String by, @Nullable String note) {
    byte[] bytes = text.getBytes(UTF_8);
    RolloutCommand.AddConfiguration add =
        new RolloutCommand.AddConfiguration(Sha256.of(bytes).hex(), bytes.length, by, note, now());
    lock.lock();
    try {
      catchUp();
      if (rules.decide(state, add) instanceof RolloutDecision.Done(List<RolloutEvent> events)) {
        write(events, List.of(text));
      }
      RolloutState.ConfigurationVersion newest = state.newest();
      if (newest == null) {
        throw new IllegalStateException("what was kept is there");
      }
      return newest.version();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Carries out what an operator wants; who wanted it is in the audit log already.
   *
   * @return why not, empty if it is done
   * @throws DataException if it cannot be written down; nothing has happened then
   */
  public Optional<RolloutRefusal> carryOut(RolloutCommand wish) {
    lock.lock();
    try {
      catchUp();
      switch (rules.decide(state, wish)) {
        case RolloutDecision.Done(List<RolloutEvent> events) -> write(events, wished(events));
        case RolloutDecision.Refused(RolloutRefusal reason) -> {
          return Optional.of(reason);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether any roll-out may still ask somebody, or waits for somebody. */
  public boolean isBusy() {
    return state.alive().findAny().isPresent();
  }

  /** Looks how units are, and does what follows. */
  public void look(Map<String, Sight> units) {
    var _ = carryOut(new RolloutCommand.Look(units, since, now()));
  }

  /** In whole milliseconds, as events are written. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** What units are told by those events, each text once. */
  private List<String> wished(List<RolloutEvent> events) {
    TreeSet<String> told = new TreeSet<>();
    for (RolloutEvent event : events) {
      if (event instanceof RolloutEvent.Wished(long _, String unit, Wish wish)) {
        UnitText wanted = wish.configuration();
        String text = texts.text(wanted.configuration(), unit);
        if (text != null && Sha256.of(text.getBytes(UTF_8)).hex().equals(wanted.sha256())) {
          told.add(text);
        } // else it is one of before, and there
      }
    }
    return new ArrayList<>(told);
  }

  private void write(List<RolloutEvent> events, List<String> told) {
    if (events.isEmpty()) {
      return;
    }
    behind = true; // until it is known that all of it is on disk, and nothing else
    store.append(events, told);
    behind = false;
    state = state.applyAll(events);
    for (RolloutEvent event : events) {
      if (event instanceof RolloutEvent.Wished wished) {
        publish(wished.unit(), wished.wish());
      }
    }
    listeners.forEach(listener -> listener.accept(events));
  }

  /** After a write that failed it is not known what is on disk: what counts is there. */
  private void catchUp() {
    if (behind) {
      List<RolloutEvent> missed = store.news();
      state = state.applyAll(missed);
      behind = false;
      for (RolloutEvent event : missed) {
        if (event instanceof RolloutEvent.Wished wished) {
          publish(wished.unit(), wished.wish());
        }
      }
    }
  }

  /** Lets those units know anew what they are to be. */
  public void publish(Set<String> units) {
    lock.lock();
    try {
      for (String unit : new TreeSet<>(units)) {
        Wish wish = state.wishes().get(unit);
        if (wish != null) {
          publish(unit, wish);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void publish(String unit, Wish wish) {
    String text =
        store
            .text(wish.configuration().sha256())
            .orElseThrow(
                () ->
                    new DataException(
                        "the text that unit %s was told is missing; restore the last backup"
                            .formatted(unit)));
    Goal.Software software = wish.software();
    DesiredMessage message =
        new DesiredMessage(
            unit,
            wish.version(),
            wish.at().atOffset(ZoneOffset.UTC),
            wish.confirm().toSeconds(),
            DesiredMessage.Configuration.of(text),
            software == null
                ? null
                : new DesiredMessage.Software(
                    software.version(), new Sha256(software.sha256()), software.size()),
            wish.forced());
    wire.desire(unit, SignedDocument.sign(message.toJson(), signer));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      store.close();
    } finally {
      lock.unlock();
    }
  }
}
