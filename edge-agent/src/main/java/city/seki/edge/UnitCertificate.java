package city.seki.edge;

import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.ClockSigns;
import city.seki.edge.agent.ClockTrust;
import city.seki.edge.card.Pace;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import city.seki.provisioning.unit.Enroller;
import city.seki.provisioning.unit.Held;
import city.seki.provisioning.unit.IdentityFolder;
import city.seki.provisioning.unit.KnownTime;
import city.seki.provisioning.unit.NetworkTransports;
import city.seki.provisioning.unit.Standing;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Looks after the certificate of a running unit, in a thread of its own: gets the first one, renews
 * it, says in the log how it stands. What the link to the hub is shown comes from here.
 */
final class UnitCertificate implements AutoCloseable {
  private static final long NANOS_PER_MS = 1_000_000;

  /** A disk that takes nothing may be full, and somebody may make room. */
  private static final Duration AFTER_FAULT = Duration.ofMinutes(1);

  /** What the outside does and sees; all of it is called in the thread of this class. */
  interface Owner {
    /** It stands otherwise than before. */
    void stands(Standing standing);

    /** The unit has another certificate, which the next connection shows. */
    void renewed();

    /** A bug: nobody looks after the certificate any more. */
    void broke(RuntimeException bug);
  }

  private final LinkedBlockingQueue<Boolean> links = new LinkedBlockingQueue<>();
  private final KnownTime time;
  private final Enroller enroller;
  private final Owner owner;
  private final Thread thread;
  private @Nullable String fault;

  private UnitCertificate(
      IdentityFolder folder,
      Pace pace,
      InstantSource wall,
      ClockSigns signs,
      SecureRandom random,
      ThreadFactory threads,
      Owner owner)
      throws IOException {
    this.owner = owner;
    time = new KnownTime(wall, shown -> isProven(signs, shown), () -> pace.nanos() / NANOS_PER_MS);
    enroller = Enroller.open(folder, new NetworkTransports(time::told), time, random, this::tell);
    thread = threads.newThread(this::run);
  }

  /**
   * Of the unit in that folder, on this machine. Nothing is asked before {@link #start}.
   *
   * @throws IOException with the remedy, if the folder cannot be used or nothing opens an enrolment
   */
  static UnitCertificate open(
      IdentityFolder folder, Pace pace, SecureRandom random, ThreadFactory threads, Owner owner)
      throws IOException {
    return new UnitCertificate(
        folder, pace, InstantSource.system(), ClockTrust.ofThisMachine(), random, threads, owner);
  }

  private static boolean isProven(ClockSigns signs, Instant shown) {
    return switch (signs.of(shown)) {
      case PROVEN, GIVEN -> true;
      case NONE, PLAUSIBLE -> false;
    };
  }

  private void tell(Standing standing) {
    if (standing.kind() == Standing.Kind.REFUSED) {
      Logger.warn("{}", standing.text());
    } else {
      Logger.info("{}", standing.text());
    }
    owner.stands(standing);
  }

  void start() {
    thread.start();
  }

  /** What the unit shows of itself, null before it has a certificate. */
  @Nullable TlsIdentity identity() {
    return enroller.identity();
  }

  /** What there was when it was opened. */
  Held held() {
    return enroller.held();
  }

  /**
   * Who is believed to be the hub.
   *
   * @throws NullPointerException before the root is known
   */
  PeerCheck hub() {
    return time.hubBelow(Objects.requireNonNull(enroller.held().root()));
  }

  /** Something happened to the authenticated link to the hub. For every thread. */
  void heard(AgentEvent event) {
    switch (event) {
      case AgentEvent.LinkUp _ -> links.add(true);
      case AgentEvent.LinkDown _ -> links.add(false);
      case AgentEvent.Pong(var hubTime) when hubTime != null -> time.told(hubTime.toInstant());
      default -> {
        // nothing that has to do with certificates
      }
    }
  }

  private void run() {
    try {
      TlsIdentity shown = enroller.identity();
      while (true) {
        Duration wait = step();
        TlsIdentity now = enroller.identity();
        if (shown != null && now != null && !shown.certificate().equals(now.certificate())) {
          owner.renewed();
        }
        shown = now;
        Boolean up = links.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (up != null) {
          enroller.link(up);
        }
      }
    } catch (InterruptedException e) {
      Logger.debug("the certificate is looked after no more: the unit ends");
    } catch (IOException e) {
      owner.broke(new IllegalStateException("an event of the link writes nothing", e));
    } catch (RuntimeException bug) {
      owner.broke(bug);
    }
  }

  private Duration step() {
    try {
      Duration wait = enroller.step();
      fault = null;
      return wait;
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.equals(fault)) {
        Logger.warn("the certificate cannot be looked after, and is tried again: {}", message);
      }
      fault = message;
      return AFTER_FAULT;
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
