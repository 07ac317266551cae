package city.seki.edge.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.bundle.AgentJar;
import city.seki.config.bundle.DataFormat;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.edge.journal.SqliteJournal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a unit takes and what it does not, and how it tells. */
class UpdateRulesTest {
  private static final Running RUNNING =
      new Running(Slot.FACTORY, SoftwareVersion.parse("0.3.0"), Release.DATA);

  private static Optional<Reason> refusal(Release release, @Nullable String floor) {
    return UpdateRules.refusal(
        RUNNING,
        floor == null ? null : SoftwareVersion.parse(floor),
        release.head.manifest(),
        release.version());
  }

  private static Release release(String version, String from, boolean older, int... journal) {
    Map<String, DataFormat> data =
        journal.length == 0
            ? Release.DATA
            : Map.of("journal", new DataFormat(journal[0], journal[1]));
    return Release.of(version, from, older, data, 10, Release.KEY);
  }

  @Test
  void nothing_older_than_the_newest_good_version_is_taken_unless_signed_as_such() {
    assertEquals(Optional.of(Reason.OLDER), refusal(release("0.2.9", "0.1.0", false), null));
    assertEquals(Optional.of(Reason.OLDER), refusal(release("0.4.0", "0.1.0", false), "0.5.0"));
    assertEquals(Optional.empty(), refusal(release("0.4.0", "0.1.0", true), "0.5.0"));
    assertEquals(Optional.empty(), refusal(release("0.6.0", "0.1.0", false), "0.5.0"));
    assertEquals(Optional.empty(), refusal(release("0.5.0", "0.5.0", false), "0.5.0"));
  }

  @Test
  void a_version_that_may_not_follow_the_running_one_is_refused() {
    assertEquals(Optional.of(Reason.TOO_FAR), refusal(release("0.5.0", "0.4.0", false), null));
    assertEquals(Optional.empty(), refusal(release("0.5.0", "0.3.0", false), null));
  }

  @Test
  void a_version_from_which_there_is_no_way_back_is_refused() {
    assertEquals(Optional.of(Reason.DATA), refusal(release("0.4.0", "0.1.0", false, 3, 3), null));
    assertEquals(Optional.empty(), refusal(release("0.4.0", "0.1.0", false, 3, 2), null));
    assertEquals(Optional.of(Reason.DATA), refusal(release("0.4.0", "0.1.0", false, 1, 1), null));
  }

  @Test
  void the_jar_says_the_formats_that_the_code_has() {
    assertEquals(
        Map.of("journal", new DataFormat(SqliteJournal.FORMAT, SqliteJournal.FORMAT)),
        AgentJar.ofThisProgram());
  }

  @Test
  void what_is_signed_by_nobody_we_know_is_refused_before_anything_is_written() throws Exception {
    MemoryDisk disk = new MemoryDisk(1);
    Release foreign = Release.of("0.4.0", "0.1.0", false, Release.DATA, 100, Release.key());
    Updater updater = Updater.open(new Slots(disk, Release.KEYS), RUNNING, 0);
    updater.want(foreign.wish());
    assertEquals(Updater.Outcome.REST, updater.step(foreign.source(), 0));
    assertEquals("not-believed", updater.report(0).reason());
    assertTrue(disk.files.isEmpty());
  }

  @Test
  void without_a_release_key_nothing_is_taken() throws Exception {
    MemoryDisk disk = new MemoryDisk(1);
    Release release = Release.of("0.4.0", 100);
    Updater updater = Updater.open(new Slots(disk, List.of()), RUNNING, 0);
    updater.want(release.wish());
    assertEquals(Updater.Outcome.REST, updater.step(release.source(), 0));
    assertEquals("no-key", updater.report(0).reason());
  }

  @Test
  void a_bundle_that_the_hub_does_not_have_is_refused_until_it_is_wanted_anew() throws Exception {
    Release release = Release.of("0.4.0", 100);
    Updater updater = Updater.open(new Slots(new MemoryDisk(1), Release.KEYS), RUNNING, 0);
    updater.want(release.wish());
    assertEquals(Updater.Outcome.REST, updater.step(Release.of("0.5.0", 100).source(), 0));
    assertEquals("nowhere", updater.report(0).reason());
    updater.forgive();
    assertEquals(Updater.Outcome.GO_ON, updater.step(release.source(), 0));
  }

  @Test
  void how_far_it_is_is_told_on_the_way() throws Exception {
    MemoryDisk disk = new MemoryDisk(1);
    Release release = Release.of("0.4.0", 4 * 65_536);
    Updater updater = Updater.open(new Slots(disk, Release.KEYS), RUNNING, 0);
    assertEquals("running", updater.report(0).state().word());
    assertNull(updater.report(0).wanted());
    updater.want(release.wish());
    assertEquals(0L, updater.report(0).progress());
    for (int piece = 0; piece < 3; piece++) {
      var _ = updater.step(release.source(), 0);
    }
    assertEquals("fetching", updater.report(0).state().word());
    assertEquals(50L, updater.report(0).progress());
  }

  @Test
  void a_trial_ends_by_the_hub_the_readers_and_the_time() {
    Boot.Trial trial =
        new Boot.Trial(
            Slot.A,
            SoftwareVersion.parse("0.4.0"),
            2,
            600,
            new TreeSet<>(Set.of("seat:A", "seat:B")));
    TrialWatch watch = TrialWatch.begin(trial, 0).withReader("seat:A");
    assertEquals(new TrialWatch.Verdict.NotYet(), watch.verdict(599_999));
    assertEquals(new TrialWatch.Verdict.Sick(Reason.HUB_NOT_REACHED), watch.verdict(600_000));
    TrialWatch answered = watch.withAnswer();
    assertEquals(new TrialWatch.Verdict.Sick(Reason.READER_NOT_READY), answered.verdict(600_000));
    TrialWatch well = answered.withReader("seat:B");
    assertEquals(new TrialWatch.Verdict.NotYet(), well.verdict(59_999));
    assertEquals(new TrialWatch.Verdict.Well(), well.verdict(60_000));
  }

  @Test
  void what_is_to_be_started_is_written_and_read_again() {
    Boot boot =
        new Boot(
            Slot.B,
            SoftwareVersion.parse("0.4.0"),
            new Boot.Trial(
                Slot.A,
                SoftwareVersion.parse("0.5.0-rc.1"),
                2,
                90,
                new TreeSet<>(Set.of("x", "y"))),
            3,
            new Boot.Returned(SoftwareVersion.parse("0.4.1"), Reason.HUB_NOT_REACHED));
    assertEquals(boot, Boot.read(boot.write()));
    assertEquals(Boot.FRESH, Boot.read(Boot.FRESH.write()));
    assertEquals(Boot.FRESH, Boot.read("\u0000\u0000garbage\ncurrent=c\nstarts=-1\nleft=x"));
  }

  @Test
  void what_came_back_is_not_tried_again_before_somebody_wants_it_anew()
      throws IOException, InterruptedException {
    MemoryDisk disk = new MemoryDisk(1);
    Slots slots = new Slots(disk, Release.KEYS);
    Release release = Release.of("0.4.0", 100);
    slots.keep(
        new Boot(
            Slot.FACTORY,
            null,
            null,
            0,
            new Boot.Returned(release.version(), Reason.DID_NOT_START)));
    Updater updater = Updater.open(slots, RUNNING, 0);
    updater.want(release.wish());
    assertEquals(Updater.Outcome.REST, updater.step(release.source(), 0));
    assertEquals("returned", updater.report(0).state().word());
    updater.forgive();
    assertEquals(Updater.Outcome.GO_ON, updater.step(release.source(), 0));
  }
}
