package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Makes up what units, thieves and operators might do over some years: the same seed, the same
 * steps. Few units, claims and keys, so that all of them meet.
 */
final class EnrolHistories {
  static final List<String> UNITS = List.of("u1", "u2", "u3");
  private static final int KEYS = 12;

  /**
   * One step.
   *
   * @param powerCut after the certificate is signed, before it is written down
   */
  record Step(Made made, boolean powerCut) {
    EnrolCommand command(EnrolState state) {
      return made.in(state);
    }
  }

  /** A command that may lean on certificates that were issued before. */
  interface Made {
    EnrolCommand in(EnrolState state);
  }

  private final Random random;
  private Instant now = EnrolScene.START;
  private int claims;
  private long serials;

  private EnrolHistories(long seed) {
    random = new Random(seed);
  }

  static List<Step> of(long seed, int steps) {
    EnrolHistories histories = new EnrolHistories(seed);
    List<Step> history = new ArrayList<>();
    while (history.size() < steps) {
      history.add(new Step(histories.next(), histories.random.nextInt(8) == 0));
    }
    return history;
  }

  private Made next() {
    now =
        now.plus(
            switch (random.nextInt(20)) {
              case 0 -> Duration.ofDays(random.nextInt(100));
              case 1 -> Duration.ofHours(-random.nextInt(50));
              case 2, 3, 4 -> Duration.ofHours(random.nextInt(40));
              default -> Duration.ofSeconds(random.nextInt(600));
            });
    Instant at = now;
    int dice = random.nextInt(100);
    if (dice < 12) {
      return made(makeClaim(at));
    }
    if (dice < 45) {
      Holder.Claim claim = claim();
      Optional<Fingerprint> own =
          random.nextBoolean()
              ? Optional.of(EnrolScene.key("k" + random.nextInt(KEYS)))
              : Optional.empty();
      EnrolCommand.Ask ask = ask(new EnrolCommand.ByClaim(claim, own), at);
      return made(ask);
    }
    if (dice < 72) {
      return renewal(at);
    }
    if (dice < 84) {
      return made(new EnrolCommand.Approve(key(), "op", at));
    }
    if (dice < 88) {
      return made(new EnrolCommand.Reject(key(), "op", at));
    }
    if (dice < 92) {
      return made(new EnrolCommand.WithdrawClaim(claim(), "op", at));
    }
    return dice < 95
        ? made(new EnrolCommand.Revoke(unit(), RevokedSerial.Reason.STOLEN, "op", at))
        : made(ask(new EnrolCommand.ByUnit(unit(), new Serial("fff")), at));
  }

  private static Made made(EnrolCommand command) {
    return state -> command;
  }

  private EnrolCommand makeClaim(Instant at) {
    Holder.Claim claim = random.nextInt(10) == 0 ? claim() : new Holder.Claim("b", "c" + ++claims);
    return new EnrolCommand.MakeClaims(
        Map.of(claim, unit()),
        at.plus(Duration.ofHours(random.nextInt(200) - 2)),
        random.nextBoolean() ? Approval.BY_BATCH : Approval.BY_OPERATOR,
        "op",
        at);
  }

  /** With one of the certificates that were issued, perhaps under another unit's name. */
  private Made renewal(Instant at) {
    int which = random.nextInt(1_000);
    String liar = random.nextInt(10) == 0 ? unit() : "";
    boolean ownKey = random.nextInt(3) == 0;
    EnrolCommand.Ask like = ask(new EnrolCommand.ByUnit("u1", new Serial("fff")), at);
    return state -> {
      List<EnrolEvent.Issued> all =
          state.issued().values().stream()
              .sorted(Comparator.comparing(each -> each.serial().hex()))
              .toList();
      if (all.isEmpty()) {
        return like;
      }
      EnrolEvent.Issued held = all.get(which % all.size());
      return new EnrolCommand.Ask(
          new EnrolCommand.ByUnit(liar.isEmpty() ? held.unit() : liar, held.serial()),
          ownKey ? held.key() : like.key(),
          like.request(),
          like.calledItself(),
          like.serial(),
          at);
    };
  }

  private EnrolCommand.Ask ask(EnrolCommand.Asker asker, Instant at) {
    Optional<String> name =
        switch (random.nextInt(6)) {
          case 0 -> Optional.of(unit());
          case 1 -> Optional.of("c" + random.nextInt(claims + 1));
          default -> Optional.empty();
        };
    Serial serial = new Serial(Long.toHexString(random.nextInt(50) == 0 ? 1 : 0x1000 + ++serials));
    Fingerprint request =
        Fingerprint.of(("r" + random.nextInt(60)).getBytes(StandardCharsets.US_ASCII));
    return new EnrolCommand.Ask(asker, key(), request, name, serial, at);
  }

  private Holder.Claim claim() {
    return new Holder.Claim("b", "c" + Math.max(0, claims - random.nextInt(5)));
  }

  private Fingerprint key() {
    // A new dozen of keys now and then: those of the first would all be revoked soon.
    return EnrolScene.key("k" + (random.nextInt(KEYS) + KEYS * (claims / 8)));
  }

  private String unit() {
    return UNITS.get(random.nextInt(UNITS.size()));
  }
}
