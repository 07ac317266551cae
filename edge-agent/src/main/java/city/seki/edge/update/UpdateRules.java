package city.seki.edge.update;

import city.seki.config.bundle.BundleManifest;
import city.seki.config.bundle.DataFormat;
import city.seki.config.bundle.SoftwareVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done next about the software of a unit. Pure: the same is on the disk, the same comes
 * out, so that a power cut between any two steps changes nothing but the time.
 *
 * <pre>
 *   on the disk                        next
 *   trial of this very version         watch it; confirm it, or return
 *   trial of another, starts used up   return
 *   trial of another that is damaged   return
 *   nothing of the wanted bundle       fetch its head
 *   its head, part of its payload      fetch the next piece
 *   all of its payload                 install
 *   installed                          try
 * </pre>
 *
 * <p>CONSTRAINTS: nothing older than the newest good version is taken unless it is signed as such;
 * nothing that the version that runs could not return from; what came back is not tried again by
 * itself; the current version and the package's are never written over.
 */
final class UpdateRules {
  private UpdateRules() {}

  /**
   * @param boot what is to be started
   * @param stage what lies in the slot for the next version, null if nothing does
   * @param wish null where whatever runs is right
   * @param watch of the trial, null if this process is not the one that is tried
   */
  static Next next(
      Running running,
      Boot boot,
      @Nullable Stage stage,
      @Nullable Wish wish,
      @Nullable TrialWatch watch,
      long nowMs) {
    Boot.Trial trial = boot.trial();
    if (trial != null) {
      return trial.slot() == running.slot() && watch != null
          ? watched(watch.verdict(nowMs), trial)
          : new Next.Return(trial, trial.left() > 0 ? Reason.DAMAGED : Reason.DID_NOT_START, false);
    }
    if (wish == null || wish.version().equals(running.version())) {
      return new Next.Rest();
    }
    if (boot.returned() != null && boot.returned().version().equals(wish.version())) {
      return new Next.Stay(boot.returned());
    }
    if (stage == null || !stage.bundle().equals(wish.bundle())) {
      return new Next.FetchHead(wish);
    }
    Optional<Reason> refusal = refusal(running, boot.floor(), stage.manifest(), wish.version());
    if (refusal.isPresent()) {
      return new Next.Refuse(refusal.get());
    }
    if (stage.installed()) {
      return new Next.Try(stage);
    }
    return stage.isWhole() ? new Next.Install(stage) : new Next.FetchPiece(stage);
  }

  private static Next watched(TrialWatch.Verdict verdict, Boot.Trial trial) {
    return switch (verdict) {
      case TrialWatch.Verdict.Well _ -> new Next.Confirm(trial);
      case TrialWatch.Verdict.NotYet _ -> new Next.Watch(trial);
      case TrialWatch.Verdict.Sick(var reason) -> new Next.Return(trial, reason, true);
    };
  }

  /**
   * Why that bundle may not follow what runs; empty if it may.
   *
   * @param floor the newest version that ever was good here
   * @param wanted the version that was asked for
   */
  static Optional<Reason> refusal(
      Running running,
      @Nullable SoftwareVersion floor,
      BundleManifest manifest,
      SoftwareVersion wanted) {
    SoftwareVersion version = manifest.version();
    if (!version.equals(wanted)) {
      return Optional.of(Reason.OTHER_VERSION);
    }
    SoftwareVersion newest =
        floor == null || floor.isOlderThan(running.version()) ? running.version() : floor;
    if (version.equals(floor)) {
      return Optional.empty(); // it was good here before: it comes back where its slot was damaged
    }
    if (version.isOlderThan(newest) && !manifest.older()) {
      return Optional.of(Reason.OLDER);
    }
    if (newest.isOlderThan(manifest.from())) {
      return Optional.of(Reason.TOO_FAR);
    }
    return DataFormat.understand(running.data(), manifest.data())
        ? Optional.empty()
        : Optional.of(Reason.DATA);
  }
}
