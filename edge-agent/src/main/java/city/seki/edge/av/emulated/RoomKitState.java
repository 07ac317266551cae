package city.seki.edge.av.emulated;

import city.seki.edge.av.xapi.StatusNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an emulated room kit is doing. Immutable.
 *
 * @param people -1 where it does not know
 * @param standby a word of the device: {@code Off}, {@code Halfwake}, {@code EnteringStandby},
 *     {@code Standby}
 * @param upgrade a word of the device, {@code None} if no upgrade runs
 * @param peripherals by their number
 */
record RoomKitState(
    boolean inCall,
    boolean presenting,
    String standby,
    int people,
    String upgrade,
    boolean initializing,
    SortedMap<Integer, Peripheral> peripherals,
    List<Complaint> complaints) {

  /**
   * @param type in the device's words, for instance {@code TouchPanel}
   */
  record Peripheral(String name, String type, boolean connected) {}

  /**
   * @param level {@code Warning}, {@code Error} or {@code Critical}
   */
  record Complaint(String level, String type) {}

  RoomKitState {
    peripherals = new TreeMap<>(peripherals);
    complaints = List.copyOf(complaints);
  }

  /** In an empty room, asleep. */
  static RoomKitState asleep() {
    SortedMap<Integer, Peripheral> peripherals = new TreeMap<>();
    peripherals.put(1001, new Peripheral("Touch 10", "TouchPanel", true));
    return new RoomKitState(false, false, "Standby", 0, "None", false, peripherals, List.of());
  }

  RoomKitState withCall(boolean up) {
    return new RoomKitState(
        up,
        presenting,
        up ? "Off" : standby,
        people,
        upgrade,
        initializing,
        peripherals,
        complaints);
  }

  RoomKitState withPresentation(boolean on) {
    return new RoomKitState(
        inCall, on, on ? "Off" : standby, people, upgrade, initializing, peripherals, complaints);
  }

  RoomKitState withStandby(String word) {
    return new RoomKitState(
        inCall, presenting, word, people, upgrade, initializing, peripherals, complaints);
  }

  RoomKitState withPeople(int count) {
    return new RoomKitState(
        inCall, presenting, standby, count, upgrade, initializing, peripherals, complaints);
  }

  RoomKitState withUpgrade(String word) {
    return new RoomKitState(
        inCall, presenting, standby, people, word, initializing, peripherals, complaints);
  }

  RoomKitState withInitializing(boolean on) {
    return new RoomKitState(
        inCall, presenting, standby, people, upgrade, on, peripherals, complaints);
  }

  RoomKitState withPeripherals(SortedMap<Integer, Peripheral> now) {
    return new RoomKitState(
        inCall, presenting, standby, people, upgrade, initializing, now, complaints);
  }

  RoomKitState withComplaints(List<Complaint> now) {
    return new RoomKitState(
        inCall, presenting, standby, people, upgrade, initializing, peripherals, now);
  }

  /** The element {@code Status} of a device that is up for so long. */
  StatusNode status(String name, Duration uptime) {
    List<StatusNode> branches = new ArrayList<>();
    branches.add(systemUnit(name, uptime));
    branches.add(StatusNode.of("Standby", StatusNode.leaf("State", standby)));
    if (inCall) {
      branches.add(item("Call", 24, StatusNode.leaf("Status", "Connected")));
    }
    branches.add(StatusNode.of("Conference", presentation()));
    branches.add(
        StatusNode.of(
            "RoomAnalytics",
            StatusNode.leaf("PeoplePresence", people < 0 ? "Unknown" : people > 0 ? "Yes" : "No"),
            StatusNode.of(
                "PeopleCount",
                StatusNode.leaf("Capacity", "8"),
                StatusNode.leaf("Current", String.valueOf(people)))));
    branches.add(new StatusNode("Peripherals", null, "", connectedDevices()));
    branches.add(new StatusNode("Diagnostics", null, "", messages()));
    branches.add(
        StatusNode.of(
            "Provisioning",
            StatusNode.of(
                "Software", StatusNode.of("UpgradeStatus", StatusNode.leaf("Status", upgrade)))));
    branches.add(
        StatusNode.of(
            "UserInterface", StatusNode.of("ContactInfo", StatusNode.leaf("Name", name))));
    return new StatusNode("Status", null, "", branches);
  }

  private StatusNode systemUnit(String name, Duration uptime) {
    return StatusNode.of(
        "SystemUnit",
        StatusNode.leaf("Name", name),
        StatusNode.leaf("ProductId", "Cisco Room Kit"),
        StatusNode.of("Software", StatusNode.leaf("Version", "ce11.28.1.5.0000000000")),
        StatusNode.of(
            "State",
            StatusNode.leaf("NumberOfActiveCalls", inCall ? "1" : "0"),
            StatusNode.leaf("NumberOfInProgressCalls", "0"),
            StatusNode.leaf("NumberOfSuspendedCalls", "0"),
            StatusNode.leaf("System", initializing ? "Initializing" : "Initialized")),
        StatusNode.leaf("Uptime", String.valueOf(uptime.toSeconds())));
  }

  private StatusNode presentation() {
    List<StatusNode> parts = new ArrayList<>();
    parts.add(StatusNode.leaf("Mode", "Off"));
    if (presenting) {
      parts.add(
          item(
              "LocalInstance",
              1,
              StatusNode.leaf("SendingMode", "LocalOnly"),
              StatusNode.leaf("Source", "2")));
    }
    return new StatusNode("Presentation", null, "", parts);
  }

  private List<StatusNode> connectedDevices() {
    List<StatusNode> devices = new ArrayList<>();
    peripherals.forEach(
        (number, device) ->
            devices.add(
                item(
                    "ConnectedDevice",
                    number,
                    StatusNode.leaf("Name", device.name()),
                    StatusNode.leaf("Type", device.type()),
                    StatusNode.leaf(
                        "Status", device.connected() ? "Connected" : "LostConnection"))));
    return devices;
  }

  private List<StatusNode> messages() {
    List<StatusNode> messages = new ArrayList<>();
    for (Complaint complaint : complaints) {
      messages.add(
          item(
              "Message",
              messages.size() + 1,
              StatusNode.leaf("Description", complaint.type()),
              StatusNode.leaf("Level", complaint.level()),
              StatusNode.leaf("Type", complaint.type())));
    }
    return messages;
  }

  private static StatusNode item(String name, int number, StatusNode... children) {
    return new StatusNode(name, String.valueOf(number), "", List.of(children));
  }
}
