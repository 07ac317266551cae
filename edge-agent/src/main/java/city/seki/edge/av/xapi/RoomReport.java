package city.seki.edge.av.xapi;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a status document means. Pure.
 *
 * <p>The first line that fits is the state:
 *
 * <pre>
 * a call is up, on hold or being set up                         in-call
 * something is shown in the room                                presenting
 * SystemUnit/State/System Initializing, or up below a minute    booting
 * an upgrade is being fetched or installed                      updating
 * a diagnostic message of level Critical                        fault
 * one of level Error, or a peripheral has LostConnection        degraded
 * Standby/State Standby, EnteringStandby, Halfwake              standby
 * Standby/State Off                                             idle
 * anything else                                                 unknown, cause unfamiliar
 * </pre>
 *
 * <p>Use comes before damage, because a call that runs is what the room's figures are made of; what
 * is wrong and what is missing is told beside it in every state.
 *
 * <p>Source: the project's hardware.md, section 3.1; names beyond it as public drivers for RoomOS
 * read them (Conference/Presentation/LocalInstance, Provisioning/Software/UpgradeStatus).
 */
final class RoomReport {
  static final String SOURCE = "xapi";

  /** A device says nothing reliable before that. */
  private static final int SECONDS_OF_START = 60;

  private static final int MOST_PEOPLE = 10_000;
  private static final int MOST_WORDS = 16;
  private static final int LONGEST_TEXT = 128;

  private static final Set<String> CALL_IS_UP =
      Set.of(
          "connected", "connecting", "dialling", "earlymedia", "onhold", "remotehold", "preserved");

  private static final Set<String> UPGRADE_RUNS =
      Set.of("started", "inprogress", "downloading", "downloadcomplete", "installing", "upgrading");

  /** None that changes by itself: every change of a report is told. */
  private static final List<String> DETAILS =
      List.of(
          "SystemUnit/ProductId",
          "SystemUnit/State/NumberOfActiveCalls",
          "Standby/State",
          "RoomAnalytics/PeoplePresence",
          "RoomAnalytics/PeopleCount/Capacity",
          "Provisioning/Software/UpgradeStatus/Status");

  private final StatusNode status;

  private RoomReport(StatusNode status) {
    this.status = status;
  }

  /**
   * @param status the element {@code Status}
   * @return unknown, cause {@code garbage}, if it says nothing of what every device says
   */
  static DeviceReport of(StatusNode status) {
    if (status.at("SystemUnit").isEmpty()
        && status.at("Standby").isEmpty()
        && status.at("Call").isEmpty()) {
      return DeviceReport.without(DeviceState.UNKNOWN, SOURCE, "garbage");
    }
    return new RoomReport(status).report();
  }

  private DeviceReport report() {
    DeviceState state = state();
    return new DeviceReport(
        state,
        SOURCE,
        state == DeviceState.UNKNOWN ? "unfamiliar" : null,
        first(
            "SystemUnit/Name",
            "UserInterface/ContactInfo/Name",
            "Identification/SystemName",
            "SystemUnit/ProductId",
            "Identification/ProductID"),
        first("SystemUnit/Software/Version", "Identification/SWVersion"),
        problems(),
        missing(),
        people(),
        details());
  }

  private DeviceState state() {
    if (isInCall()) {
      return DeviceState.IN_CALL;
    }
    if (isPresenting()) {
      return DeviceState.PRESENTING;
    }
    if (isBooting()) {
      return DeviceState.BOOTING;
    }
    if (UPGRADE_RUNS.contains(word("Provisioning/Software/UpgradeStatus/Status"))) {
      return DeviceState.UPDATING;
    }
    if (!messages("critical").isEmpty()) {
      return DeviceState.FAULT;
    }
    if (!messages("error").isEmpty() || !missing().isEmpty()) {
      return DeviceState.DEGRADED;
    }
    return switch (word("Standby/State")) {
      case "standby", "enteringstandby", "halfwake" -> DeviceState.STANDBY;
      case "off" -> DeviceState.IDLE;
      default -> DeviceState.UNKNOWN;
    };
  }

  private boolean isInCall() {
    return count("SystemUnit/State/NumberOfActiveCalls") > 0
        || count("SystemUnit/State/NumberOfInProgressCalls") > 0
        || count("SystemUnit/State/NumberOfSuspendedCalls") > 0
        || status.all("Call").stream()
            .anyMatch(call -> CALL_IS_UP.contains(lower(call.text("Status"))));
  }

  private boolean isPresenting() {
    return status.at("Conference", "Presentation").stream()
        .flatMap(presentation -> presentation.all("LocalInstance").stream())
        .map(instance -> lower(instance.text("SendingMode")))
        .anyMatch(mode -> !mode.isEmpty() && !mode.equals("off"));
  }

  private boolean isBooting() {
    int uptime = count("SystemUnit/Uptime");
    return word("SystemUnit/State/System").equals("initializing")
        || (uptime >= 0 && uptime < SECONDS_OF_START);
  }

  /** Counted only where the room is set up for it; -1 is the device's word for not knowing. */
  private @Nullable Integer people() {
    int people = count("RoomAnalytics/PeopleCount/Current");
    return people >= 0 && people <= MOST_PEOPLE ? people : null;
  }

  /** What they are about, or their level where they do not say; warnings are no problem. */
  private List<String> problems() {
    Set<String> words = new LinkedHashSet<>(messages("critical"));
    words.addAll(messages("error"));
    return words.stream().limit(MOST_WORDS).toList();
  }

  private List<String> messages(String level) {
    return status.at("Diagnostics").stream()
        .flatMap(diagnostics -> diagnostics.all("Message").stream())
        .filter(message -> lower(message.text("Level")).equals(level))
        .map(message -> kebab(message.text("Type"), level))
        .toList();
  }

  private List<String> missing() {
    return status.at("Peripherals").stream()
        .flatMap(peripherals -> peripherals.all("ConnectedDevice").stream())
        .filter(device -> lower(device.text("Status")).equals("lostconnection"))
        .map(RoomReport::kind)
        .distinct()
        .limit(MOST_WORDS)
        .toList();
  }

  private static String kind(StatusNode device) {
    String type = kebab(device.text("Type"), "peripheral");
    for (String kind : List.of("camera", "microphone", "display", "touch-panel")) {
      if (type.contains(kind)) {
        return kind;
      }
    }
    return type;
  }

  private SortedMap<String, String> details() {
    SortedMap<String, String> details = new TreeMap<>();
    for (String path : DETAILS) {
      String text = first(path);
      if (text != null) {
        details.put(path, text);
      }
    }
    return details;
  }

  /** The first of these that says something. */
  private @Nullable String first(String... paths) {
    for (String path : paths) {
      String text = status.text(path.split("/"));
      if (text != null) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
      }
    }
    return null;
  }

  private String word(String path) {
    return lower(status.text(path.split("/")));
  }

  /** A whole number; -1 if there is none. */
  private int count(String path) {
    String text = word(path);
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  /** {@code TouchPanel} as {@code touch-panel}; {@code otherwise} if no letter is left of it. */
  private static String kebab(@Nullable String text, String otherwise) {
    String word =
        text == null
            ? ""
            : text.replaceAll("([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])", "$1$3-$2$4")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .replaceAll("^-+|-+$", "")
                .toLowerCase(Locale.ROOT);
    if (word.isEmpty()) {
      return otherwise;
    }
    return word.length() <= 40 ? word : word.substring(0, 40);
  }
}
