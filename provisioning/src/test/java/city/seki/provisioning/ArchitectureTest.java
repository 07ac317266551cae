package city.seki.provisioning;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The directions in which these packages may look; who alone makes certificates. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("city.seki.provisioning");

  private static final Set<String> CLOCKS =
      Set.of("now", "currentTimeMillis", "nanoTime", "sleep", "system", "systemUTC");

  private static final DescribedPredicate<JavaAccess<?>> READS_A_CLOCK =
      DescribedPredicate.describe(
          "reads a clock or sleeps",
          access -> {
            String owner = access.getTargetOwner().getPackageName();
            return CLOCKS.contains(access.getTarget().getName())
                && (owner.equals("java.time") || owner.equals("java.lang"));
          });

  @Test
  void the_classes_of_this_jdk_are_read() {
    assertTrue(CLASSES.size() > 40, "only " + CLASSES.size() + " classes were read");
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("city.seki.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** Units carry everything here but that. */
  @Test
  void authorities_alone_know_bouncy_castle() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..provisioning.ca..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bouncycastle..")
        .check(CLASSES);
  }

  @Test
  void coap_is_spoken_by_two_packages() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..provisioning.dtls..", "..provisioning.unit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.californium..")
        .check(CLASSES);
  }

  @Test
  void certificates_messages_and_rules_know_no_authority_and_no_secret_file() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..provisioning.cert..", "..provisioning.est..", "..provisioning.enrol..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..provisioning.ca..", "..provisioning.secret..", "java.nio.file..")
        .check(CLASSES);
  }

  @Test
  void the_rules_know_no_message_and_the_messages_no_rule() {
    noClasses()
        .that()
        .resideInAPackage("..provisioning.enrol..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..provisioning.est..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("..provisioning.est..", "..provisioning.ca..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..provisioning.enrol..")
        .check(CLASSES);
  }

  @Test
  void only_the_main_program_makes_a_clock() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ProvisionMain")
        .should()
        .accessTargetWhere(READS_A_CLOCK)
        .because("time is an argument")
        .check(CLASSES);
  }

  @Test
  void no_pure_package_throws_dice() {
    noClasses()
        .that()
        .resideInAnyPackage("..provisioning.est..", "..provisioning.enrol..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .check(CLASSES);
  }

  /** A secret that is logged is a secret of everybody who reads logs. */
  @Test
  void nothing_here_logs() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tinylog..", "org.slf4j..", "java.util.logging..")
        .check(CLASSES);
  }
}
