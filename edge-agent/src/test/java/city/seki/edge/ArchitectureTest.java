package city.seki.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The directions in which the unit's packages may look, and which of them know which library. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("city.seki.edge");

  private static final Set<String> CLOCKS =
      Set.of("now", "currentTimeMillis", "nanoTime", "sleep", "systemUTC", "systemDefaultZone");

  private static final DescribedPredicate<JavaMethodCall> READS_A_CLOCK =
      DescribedPredicate.describe(
          "reads a clock or sleeps",
          call -> {
            String owner = call.getTarget().getOwner().getPackageName();
            boolean makesClock =
                call.getTargetOwner().isEquivalentTo(InstantSource.class)
                    && call.getTarget().getName().equals("system");
            return makesClock
                || (CLOCKS.contains(call.getTarget().getName())
                    && (owner.startsWith("java.time") || owner.equals("java.lang")));
          });

  @Test
  void the_classes_of_this_jdk_are_read() {
    assertNotNull(CLASSES.get("city.seki.edge.agent.Agent"));
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("city.seki.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void the_unit_does_not_know_the_hub() {
    noClasses().should().dependOnClassesThat().resideInAPackage("city.seki.hub..").check(CLASSES);
  }

  /** {@code Pace.real()} is the machine's time; it is made in the program's outermost package. */
  @Test
  void time_is_handed_in() {
    noClasses()
        .that()
        .resideOutsideOfPackage("city.seki.edge")
        .and()
        .haveNameNotMatching("city\\.seki\\.edge\\.card\\.Pace.*")
        .should()
        .callMethodWhere(READS_A_CLOCK)
        .check(CLASSES);
  }

  @Test
  void buses_alone_know_pi4j_and_jserialcomm() {
    only("city.seki.edge.bus..", "com.pi4j..", "com.fazecast..");
  }

  @Test
  void the_journal_alone_knows_sqlite() {
    only("city.seki.edge.journal", "java.sql..", "org.sqlite..");
  }

  @Test
  void pcsc_alone_knows_foreign_functions() {
    only("city.seki.edge.card.pcsc", "java.lang.foreign..");
  }

  /** One room's driver, and the room that it is tried on. */
  @Test
  void zoom_rooms_alone_know_ssh() {
    noClasses()
        .that()
        .resideOutsideOfPackages("city.seki.edge.av.zoom", "city.seki.edge.av.emulated")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.sshd..")
        .check(CLASSES);
  }

  @Test
  void snmp_alone_knows_snmp4j() {
    only("city.seki.edge.av.snmp", "org.snmp4j..");
  }

  /** There is one path for MQTT, {@code config.link}, and one for our JSON, {@code config.wire}. */
  @Test
  void nobody_here_knows_paho_and_senml_alone_jackson() {
    only("nowhere", "org.eclipse.paho..");
    only("city.seki.edge.senml", "tools.jackson..");
  }

  @Test
  void the_display_alone_serves_http() {
    only("city.seki.edge.kiosk", "com.sun.net.httpserver..");
  }

  @Test
  void coap_alone_knows_californium() {
    only("city.seki.edge.coap", "org.eclipse.californium..");
  }

  /** A driver tells what happens by its events, and a card's number is in none of its texts. */
  @Test
  void drivers_and_lights_do_not_log() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..edge.card..",
            "..edge.av..",
            "..edge.presence..",
            "..edge.bus..",
            "..edge.light..",
            "..edge.journal..",
            "..edge.senml..",
            "..edge.coap..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tinylog..", "org.slf4j..", "java.util.logging..")
        .check(CLASSES);
  }

  private static void only(String those, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackage(those)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .check(CLASSES);
  }
}
