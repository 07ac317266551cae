package city.seki.provisioning.unit;

import city.seki.config.link.Backoff;
import city.seki.config.source.Reading;
import city.seki.config.source.UnitFile;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.tls.TlsIdentity;
import city.seki.provisioning.unit.UnitState.Retry;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a unit asks for what, and what it makes of the answers: pure and total; chance and time are
 * arguments.
 *
 * <p>Goals, the first before the second: no unit is stranded, whatever was lost, over or wrong; the
 * hub is not overrun; the certificate changes without anybody noticing.
 *
 * <p>Never broken: what was asked for is asked for again with the same bytes until there is an
 * answer; a certificate that works is not dropped before the next one has worked.
 *
 * <table>
 * <caption>What is done next, by what lies on the disk</caption>
 * <tr><th>certificate</th><th>request</th><th>next</th></tr>
 * <tr><td>none</td><td>none</td><td>LearnRoot if it has a code, then MakeRequest</td></tr>
 * <tr><td>none</td><td>sent or not</td><td>Ask, by the claim</td></tr>
 * <tr><td>holds</td><td>none</td><td>Rest; MakeRequest (new key) after two thirds</td></tr>
 * <tr><td>holds</td><td>sent or not</td><td>Ask, by the certificate</td></tr>
 * <tr><td>is over, or turned away</td><td>none</td><td>MakeRequest (own key)</td></tr>
 * <tr><td>is over, or turned away</td><td>new key, refused</td><td>Drop; then the own key</td></tr>
 * <tr><td>any</td><td>answered</td><td>Try; then Adopt, or Drop if the old one works</td></tr>
 * </table>
 *
 * <p>Example: the certificate of kanda-01 ended while its office was closed. Its clock shows 1970,
 * so that it takes its certificate for good; the broker does not let it in. The probe after the
 * start is turned away, it asks for its own key once more, and shows its words until an operator
 * has said yes.
 */
public final class UnitRules {
  /** Without a certificate that works nobody can sit down: often, and soon. */
  private static final Backoff URGENT = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));

  /** There are weeks left. */
  private static final Backoff CALM = new Backoff(Duration.ofMinutes(1), Duration.ofHours(6));

  private static final Duration LITTLE_LEFT = Duration.ofDays(10);

  /** Nothing changes before a person has done something. */
  private static final Duration SLOW = Duration.ofMinutes(30);

  private static final Duration LOOK_AGAIN = Duration.ofHours(1);
  private static final Duration START_SPREAD = Duration.ofSeconds(30);
  private static final Duration LINK_PATIENCE = Duration.ofMinutes(15);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private static final int PATIENT_FOR = 15;
  private static final int LONGEST_STRETCH = 10;

  /** The hub's word for a certificate that has ended, whatever the unit's clock says. */
  private static final String OVER = "expired";

  /** The hub took the certificate, and knows no such unit in its city. */
  private static final Set<String> NO_DOCUMENT = Set.of("http-404", "coap-4.04", "unknown-unit");

  /** Another try may well succeed soon. */
  private static final Set<String> PASSING = Set.of("too-many", "serial-taken");

  private UnitRules() {}

  /**
   * @param state from now on
   * @param change to be written down first; what it made of the disk comes back as {@link
   *     UnitEvent.Written}
   */
  public record Step(UnitState state, Optional<Change> change) {
    static Step of(UnitState state) {
      return new Step(state, Optional.empty());
    }

    static Step of(UnitState state, Change change) {
      return new Step(state, Optional.of(change));
    }
  }

  /** A program has started. */
  public static UnitState start(Held held, Moment now, RandomGenerator chance) {
    long first = held.own() == null ? now.monoMs() : now.monoMs() + below(START_SPREAD, chance);
    return new UnitState(held, new Retry(first, 0, 0), null, first, false);
  }

  /** What to do now. */
  public static Next next(UnitState state, Moment now) {
    Held held = state.held();
    List<URI> servers = servers(held);
    if (servers.isEmpty()) {
      return new Next.Rest(now.monoMs() + LOOK_AGAIN.toMillis());
    }
    if (now.monoMs() < state.retry().notBefore()) {
      return new Next.Rest(state.retry().notBefore());
    }
    URI server = servers.get(Math.floorMod(state.retry().turn(), servers.size()));
    boolean works = held.isComplete() && !isUseless(state, now);
    if (works && state.probe() <= now.monoMs()) {
      return new Next.FetchStart(server);
    }
    if (held.asking() != null) {
      return held.asking().answer() == null ? new Next.Ask(server) : new Next.Try(server);
    }
    if (held.root() == null) {
      return new Next.LearnRoot(server);
    }
    if (held.own() == null) {
      return new Next.MakeRequest(true);
    }
    if (isUseless(state, now)) {
      return new Next.MakeRequest(false);
    }
    if (held.unit() == null) {
      return new Next.FetchStart(server);
    }
    return whenDue(state, held.own(), now);
  }

  private static Next whenDue(UnitState state, Held.Own own, Moment now) {
    Instant due = RenewalTime.of(own.identity().certificate());
    boolean wild = !now.sure() && own.validity().isOver(now.time());
    if (!now.time().isBefore(due) && !wild) {
      return new Next.MakeRequest(true);
    }
    // The wall clock may jump: looked at again every hour.
    long left = wild ? Long.MAX_VALUE : Duration.between(now.time(), due).toMillis();
    long until = now.monoMs() + Math.min(left, LOOK_AGAIN.toMillis());
    return new Next.Rest(Math.min(until, state.probe()));
  }

  /** A code is sent over HTTPS only. */
  private static List<URI> servers(Held held) {
    boolean byCode =
        held.own() == null && held.claim() != null && held.claim().proof() instanceof Claim.ByCode;
    return byCode
        ? held.est().stream().filter(each -> "https".equals(each.getScheme())).toList()
        : held.est();
  }

  /**
   * True if the unit has a certificate and can do nothing with it but ask for another. A clock that
   * may be wrong proves nothing: then the hub has to turn the certificate away.
   */
  static boolean isUseless(UnitState state, Moment now) {
    return state.held().own() != null
        && (state.turnedAway() || (now.sure() && state.held().isOver(now.time())));
  }

  /** What follows from that event. */
  public static Step after(UnitState state, UnitEvent event, Moment now, RandomGenerator chance) {
    return switch (event) {
      case UnitEvent.Written(var held) -> Step.of(written(state, held));
      case UnitEvent.Link(var up) -> Step.of(link(state, up, now));
      case UnitEvent.Answered(Next.LearnRoot _, var answer) -> rootCame(state, answer, now, chance);
      case UnitEvent.Answered(var _, var answer) -> answerCame(state, answer, now, chance);
      case UnitEvent.Started(Next.Try _, var answer) -> tried(state, answer, now, chance);
      case UnitEvent.Started(var _, var answer) -> startCame(state, answer, now, chance);
    };
  }

  private static UnitState written(UnitState state, Held held) {
    UnitState changed = state.with(held);
    return certificate(held).equals(certificate(state.held()))
        ? changed
        : changed.withTurnedAway(false).withTrouble(null).withProbe(UnitState.NEVER);
  }

  private static Optional<X509Certificate> certificate(Held held) {
    return Optional.ofNullable(held.own()).map(own -> own.identity().certificate());
  }

  private static UnitState link(UnitState state, boolean up, Moment now) {
    if (up) {
      return state.withProbe(UnitState.NEVER).withTurnedAway(false);
    }
    return state.probe() == UnitState.NEVER
        ? state.withProbe(now.monoMs() + LINK_PATIENCE.toMillis())
        : state;
  }

  private static Step rootCame(
      UnitState state, EstAnswer answer, Moment now, RandomGenerator chance) {
    return switch (answer) {
      case EstAnswer.Not not -> Step.of(failed(state, not, now, chance));
      case EstAnswer.Certificates(var certificates) -> {
        Optional<X509Certificate> root = rootOf(state.held(), certificates);
        yield root.isPresent()
            ? Step.of(succeeded(state, now), new Change.KeepRoot(root.get()))
            : Step.of(
                failed(
                    state,
                    new EstAnswer.Distrusted(
                        "the code is not of this hub: look for a typing error, or whether the hub"
                            + " is another; nothing was sent"),
                    now,
                    chance));
      }
    };
  }

  private static Optional<X509Certificate> rootOf(Held held, List<X509Certificate> certificates) {
    return held.claim() != null && held.claim().proof() instanceof Claim.ByCode(var code)
        ? certificates.stream()
            .filter(each -> each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
            .filter(each -> code.isOf(Fingerprint.of(each.getPublicKey())))
            .findFirst()
        : Optional.empty();
  }

  private static Step answerCame(
      UnitState state, EstAnswer answer, Moment now, RandomGenerator chance) {
    return switch (answer) {
      case EstAnswer.Certificates(var certificates) ->
          switch (Issued.of(certificates, state.held())) {
            case Issued.Good(var chain) ->
                Step.of(succeeded(state, now), new Change.KeepAnswer(chain));
            case Issued.Bad(var why) ->
                Step.of(failed(state, new EstAnswer.Distrusted(why), now, chance));
          };
      // A key that the hub has never had gets nothing once the certificate is over.
      case EstAnswer.Refused refused
          when state.held().own() != null
              && !state.held().asksForOwnKey()
              && (isUseless(state, now) || refused.word().equals(OVER)) ->
          Step.of(
              succeeded(state, now).withTurnedAway(true).withTrouble(refused), new Change.Drop());
      case EstAnswer.Not not -> Step.of(failed(state, not, now, chance));
    };
  }

  private static Step tried(
      UnitState state, EstAnswer.Start answer, Moment now, RandomGenerator chance) {
    Held held = state.held();
    boolean mayGoBack = held.own() != null && !isUseless(state, now);
    return switch (answer) {
      case EstAnswer.StartDocument(var text) when isOf(text, triedUnit(held)) ->
          Step.of(succeeded(state, now), new Change.Adopt(text));
      case EstAnswer.StartDocument _ when held.unit() != null ->
          Step.of(succeeded(state, now), new Change.Adopt(null));
      case EstAnswer.StartDocument _ -> Step.of(failed(state, unreadable(), now, chance));
      case EstAnswer.Refused(var word) when NO_DOCUMENT.contains(word) && held.unit() != null ->
          Step.of(succeeded(state, now), new Change.Adopt(null));
      case EstAnswer.Refused refused when NO_DOCUMENT.contains(refused.word()) ->
          Step.of(failed(state, refused, now, chance));
      case EstAnswer.Refused refused when mayGoBack ->
          Step.of(slowly(state, now, chance).withTrouble(refused), new Change.Drop());
      case EstAnswer.Distrusted distrusted when mayGoBack ->
          Step.of(slowly(state, now, chance).withTrouble(distrusted), new Change.Drop());
      // There is nothing to go back to, and the hub knows the newer one better than the older.
      case EstAnswer.Refused refused ->
          Step.of(failed(state, refused, now, chance), new Change.Adopt(null));
      case EstAnswer.Not not -> Step.of(failed(state, not, now, chance));
    };
  }

  private static Step startCame(
      UnitState state, EstAnswer.Start answer, Moment now, RandomGenerator chance) {
    UnitState looked = state.withProbe(UnitState.NEVER);
    UnitState lookAgain = state.withProbe(now.monoMs() + LOOK_AGAIN.toMillis());
    return switch (answer) {
      case EstAnswer.StartDocument(var text) when isOf(text, ownUnit(state.held())) ->
          Step.of(succeeded(looked, now), new Change.KeepStart(text));
      case EstAnswer.StartDocument _ -> Step.of(failed(lookAgain, unreadable(), now, chance));
      case EstAnswer.Refused(var word) when NO_DOCUMENT.contains(word) ->
          Step.of(failed(lookAgain, (EstAnswer.Refused) answer, now, chance));
      case EstAnswer.Refused refused ->
          Step.of(succeeded(looked, now).withTurnedAway(true).withTrouble(refused));
      case EstAnswer.Distrusted distrusted ->
          Step.of(succeeded(looked, now).withTurnedAway(true).withTrouble(distrusted));
      case EstAnswer.Not not -> Step.of(failed(lookAgain, not, now, chance));
    };
  }

  private static EstAnswer.Distrusted unreadable() {
    return new EstAnswer.Distrusted(
        "the hub's start document is not one of this unit: look at the hub's city.yaml, and"
            + " whether hub and unit are of the same version");
  }

  private static boolean isOf(String text, @Nullable String unit) {
    return UnitFile.read("start document", text) instanceof Reading.Loaded<UnitFile.Start> it
        && it.value().unit().id().equals(unit);
  }

  private static @Nullable String triedUnit(Held held) {
    return held.asking() == null ? null : unit(held.asking().answer());
  }

  private static @Nullable String ownUnit(Held held) {
    return held.own() == null ? null : unit(held.own().identity());
  }

  private static @Nullable String unit(@Nullable TlsIdentity identity) {
    return identity != null && Holder.of(identity.certificate()) instanceof Holder.Unit(var id)
        ? id
        : null;
  }

  private static UnitState succeeded(UnitState state, Moment now) {
    return state.withTrouble(null).with(new Retry(now.monoMs(), 0, state.retry().turn()));
  }

  private static UnitState failed(
      UnitState state, EstAnswer.Not not, Moment now, RandomGenerator chance) {
    UnitState troubled = state.withTrouble(not);
    Retry before = state.retry();
    return switch (not) {
      case EstAnswer.Wait(var after) -> {
        long wait = wait(after, before.failures(), chance);
        yield troubled.with(new Retry(now.monoMs() + wait, before.failures() + 1, before.turn()));
      }
      case EstAnswer.Refused(var word) when !PASSING.contains(word) ->
          slowly(troubled, now, chance);
      case EstAnswer.Refused _, EstAnswer.Unreachable _, EstAnswer.Distrusted _ -> {
        int failures = before.failures() + 1;
        long wait = backoff(state, now).after(failures, chance).toMillis() + 1_000;
        yield troubled.with(new Retry(now.monoMs() + wait, failures, before.turn() + 1));
      }
    };
  }

  /**
   * At least as long as asked for, and a quarter more at most, so that units do not keep step. The
   * operator who stands beside the unit is there for the first quarter of an hour; then it asks
   * less and less often.
   */
  private static long wait(Duration after, int before, RandomGenerator chance) {
    long asked = Math.clamp(after.toMillis(), 1_000, LONGEST_WAIT.toMillis());
    long stretched = asked * Math.clamp(before / PATIENT_FOR, 1, LONGEST_STRETCH);
    return Math.min(stretched, LONGEST_WAIT.toMillis()) + chance.nextLong(asked / 4 + 1);
  }

  private static UnitState slowly(UnitState state, Moment now, RandomGenerator chance) {
    long wait = SLOW.toMillis() + below(SLOW.multipliedBy(2), chance);
    return state.with(new Retry(now.monoMs() + wait, 0, state.retry().turn() + 1));
  }

  private static Backoff backoff(UnitState state, Moment now) {
    Held.Own own = state.held().own();
    return own == null
            || !state.held().isComplete()
            || state.turnedAway()
            || now.time().isAfter(own.validity().to().minus(LITTLE_LEFT))
        ? URGENT
        : CALM;
  }

  private static long below(Duration most, RandomGenerator chance) {
    return chance.nextLong(most.toMillis());
  }
}
