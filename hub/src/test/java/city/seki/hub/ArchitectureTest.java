package city.seki.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The directions in which the hub's packages may look, and who alone speaks to the outside. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("city.seki.hub");

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
    slices().matching("city.seki.hub.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void only_the_demo_knows_the_agent() {
    only("the hub knows units by their messages", "city.seki.edge..", "..hub.demo..");
  }

  @Test
  void each_library_has_one_door() {
    only("MQTT clients are in config.link", "org.eclipse.paho..", "city.seki.config.link..");
    only("the broker is in hub.broker", "io.moquette..", "..hub.broker..");
    only("the broker is in hub.broker", "io.netty..", "..hub.broker..");
    only("CoAP is in two packages", "org.eclipse.californium..", "..hub.coap..", "..hub.est..");
    only("the pages are in hub.http", "io.helidon..", "..hub.http..");
    only("the city's directory is asked in hub.oidc", "com.nimbusds..", "..hub.oidc..");
    only("mail is sent by hub.notice", "jakarta.mail..", "..hub.notice..");
    only("codes are drawn by hub.seatcode", "io.nayuki..", "..hub.seatcode..");
    only("passwords are judged in hub.access", "com.nulabinc..", "..hub.access..");
    only(
        "authorities are in provisioning.ca; passwords are hashed in hub.access",
        "org.bouncycastle..",
        "..hub.access..");
    only(
        "files are written where they are read",
        "java.sql..",
        "..hub.ledger..",
        "..hub.roster..",
        "..hub.access..",
        "..hub.enrol..",
        "..hub.rollout..",
        "..hub.feed..",
        "..hub.alert..",
        "..hub.notice..",
        "..hub.opinion..",
        "..hub.data..",
        "..hub.history..",
        "..hub.utilisation..");
  }

  /** {@code getMessage} and the like are no clocks; only the program's entry makes a real one. */
  @Test
  void only_the_main_program_makes_a_clock() {
    noClasses()
        .that()
        .doNotHaveSimpleName("HubMain")
        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("..hub.demo..")))
        .should()
        .accessTargetWhere(READS_A_CLOCK)
        .because("time is an argument")
        .check(CLASSES);
  }

  @Test
  void the_decisions_know_neither_web_nor_broker_nor_floor() {
    noClasses()
        .that()
        .resideInAnyPackage("..hub.allocation..", "..hub.ledger..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..hub.http..", "..hub.link..", "..hub.broker..", "..hub.live..", "..config.link..")
        .check(CLASSES);
  }
}
