package city.seki.edge.av.pjlink;

import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.Secret;
import city.seki.edge.card.Pace;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A projector or display that speaks PJLink: a connection for each look, and none between.
 *
 * <p>A device of class 2 that is told our address sends notices, which are only a reason to look
 * sooner: whoever can send a datagram under its address could write what it wants into them.
 */
public final class PjlinkDevice implements Device {
  static final String SOURCE = "pjlink";

  private static final Duration LOOK = Duration.ofSeconds(8);

  /**
   * The one connection may just be taken by somebody else, or closed by a device that linked up.
   */
  private static final Duration BEFORE_RETRY = Duration.ofMillis(300);

  private static final int MOST_TRIES = 3;

  private final DeviceSpec.Pjlink spec;
  private final @Nullable String password;
  private final Pace pace;
  private final Questions questions;
  private final PjlinkNotices notices;
  private PjlinkNotices.@Nullable Subscription subscription;

  /**
   * @param secret its password; a user is not known to PJLink and left aside; null if it wants none
   * @param notices those of all devices of this machine
   */
  public PjlinkDevice(
      DeviceSpec.Pjlink spec, @Nullable Secret secret, PjlinkNotices notices, Pace pace) {
    this.spec = spec;
    this.password = secret == null ? null : secret.password();
    this.notices = notices;
    this.pace = pace;
    this.questions = new Questions(pace);
  }

  @Override
  public String name() {
    return spec.toString();
  }

  @Override
  public DeviceReport look() throws InterruptedException {
    if (subscription != null) {
      subscription.forget(); // what was told before is seen by this look
    }
    long end = pace.nanos() + LOOK.toNanos();
    for (int tries = 1; ; tries++) {
      try {
        return once(end);
      } catch (PjlinkFault e) {
        questions.forget();
        if (!e.isClosed() || tries == MOST_TRIES) {
          return e.report();
        }
        pace.pause(BEFORE_RETRY);
      }
    }
  }

  private DeviceReport once(long end) throws PjlinkFault, InterruptedException {
    // Resolved anew each time: an address may change with the lease.
    InetSocketAddress address = new InetSocketAddress(spec.address().host(), spec.port());
    try (Conversation talk = Conversation.open(address, password, pace, end)) {
      Finding finding = questions.ask(talk);
      if (finding.isClass2()) {
        listenTo(address);
      }
      return finding.report();
    }
  }

  private void listenTo(InetSocketAddress address) {
    if (subscription == null || !subscription.sender().equals(address.getAddress())) {
      if (subscription != null) {
        subscription.close();
      }
      subscription = notices.subscribe(address.getAddress());
    }
  }

  @Override
  public void awaitChange(Duration most) throws InterruptedException {
    if (subscription == null) {
      pace.pause(most);
    } else {
      subscription.await(most);
    }
  }

  @Override
  public Set<String> volatileDetails() {
    return Set.of(Finding.LAMP_HOURS);
  }

  @Override
  public void close() {
    PjlinkNotices.Subscription listening = subscription;
    if (listening != null) {
      listening.close();
    }
  }
}
