package city.seki.config;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The directions in which this module's packages may look, and what its core may never touch. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("city.seki.config");

  /** Where time, chance and the outside come in as arguments only. */
  private static final String[] CORE = {"..config.rules..", "..config.model..", "..config.wire.."};

  private static final Set<String> CLOCKS =
      Set.of("now", "currentTimeMillis", "nanoTime", "sleep", "systemUTC", "systemDefaultZone");

  private static final DescribedPredicate<JavaMethodCall> READS_A_CLOCK =
      DescribedPredicate.describe(
          "reads a clock or sleeps",
          call -> {
            AccessTarget.MethodCallTarget target = call.getTarget();
            String owner = target.getOwner().getPackageName();
            return CLOCKS.contains(target.getName())
                && (owner.startsWith("java.time") || owner.equals("java.lang"));
          });

  private static ArchRule noClock(String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .callMethodWhere(READS_A_CLOCK)
        .because("time is an argument");
  }

  @Test
  void the_classes_of_this_jdk_are_read() {
    assertTrue(CLASSES.size() > 50, "only " + CLASSES.size() + " classes were read");
    assertEquals(
        "city.seki.config.rules", CLASSES.get("city.seki.config.rules.SeatRules").getPackageName());
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("city.seki.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void the_rules_know_nothing_of_messages() {
    noClasses()
        .that()
        .resideInAnyPackage("..config.rules..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..config.wire..")
        .check(CLASSES);
  }

  @Test
  void the_model_knows_nothing_but_itself_and_java() {
    noClasses()
        .that()
        .resideInAnyPackage("..config.model..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "..config.model..",
            "java.lang..",
            "java.math..",
            "java.time..",
            "java.util..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void rules_and_model_touch_neither_disk_nor_net_nor_log_nor_json() {
    noClasses()
        .that()
        .resideInAnyPackage("..config.rules..", "..config.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio..",
            "java.sql..",
            "java.util.concurrent..",
            "java.util.logging..",
            "org.tinylog..",
            "org.slf4j..",
            "tools.jackson..",
            "org.eclipse.paho..",
            "org.snakeyaml..")
        .check(CLASSES);
  }

  @Test
  void no_core_package_reads_a_clock() {
    noClock(CORE).check(CLASSES);
  }

  @Test
  void no_core_package_throws_dice() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .check(CLASSES);
  }

  /** A rule that never fails proves nothing. */
  @Test
  void a_clock_that_is_read_is_found() {
    JavaClasses guilty = new ClassFileImporter().importClasses(Guilty.class);
    ArchRule rule = noClock("city.seki.config");
    assertThrows(AssertionError.class, () -> rule.check(guilty));
  }

  private record Guilty(Instant since) {
    Guilty() {
      this(Instant.now());
    }
  }
}
