package city.seki.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The directions in which the agent's packages may look, and who alone touches wires and disk. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("city.seki.edge");

  private static final Set<String> CLOCKS =
      Set.of(
          "now",
          "currentTimeMillis",
          "nanoTime",
          "sleep",
          "system",
          "systemUTC",
          "systemDefaultZone");

  private static final DescribedPredicate<JavaAccess<?>> READS_A_CLOCK =
      DescribedPredicate.describe(
          "reads a clock or sleeps",
          access -> {
            String owner = access.getTargetOwner().getPackageName();
            return CLOCKS.contains(access.getTarget().getName())
                && (owner.equals("java.time") || owner.equals("java.lang"));
          });

  private static void only(String because, String library, String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .because(because)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void the_classes_of_this_jdk_are_read() {
    assertTrue(CLASSES.size() > 80, "only " + CLASSES.size() + " classes were read");
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("city.seki.edge.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void each_library_has_one_door() {
    only("GPIO, I2C and SPI are in edge.bus", "com.pi4j..", "..edge.bus..");
    only("serial lines are in edge.bus", "com.fazecast..", "..edge.bus..");
    only("MQTT clients are in config.link", "org.eclipse.paho..", "city.seki.config.link..");
    only("what is owed is written in edge.journal", "java.sql..", "..edge.journal..");
    only("a unit has no hub inside", "city.seki.hub..");
  }

  /** {@code Pace} is the one real clock and pause that drivers are handed. */
  @Test
  void only_the_pace_and_the_program_make_a_clock() {
    noClasses()
        .that()
        .haveNameNotMatching("city\\.seki\\.edge\\.(RunCommand|EdgeMain|card\\.Pace(\\$.*)?)")
        .should()
        .accessTargetWhere(READS_A_CLOCK)
        .because("time is an argument")
        .check(CLASSES);
  }

  @Test
  void the_agents_decisions_touch_neither_wire_nor_net_nor_disk() {
    noClasses()
        .that()
        .resideInAnyPackage("..edge.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..edge.bus..", "..edge.link..", "java.net..", "java.sql..")
        .check(CLASSES);
  }
}
