package city.seki.provisioning.boot;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two files by which Raspberry Pi OS of Debian 13 sets itself up at its first start (cloud-init
 * with the data source NoCloud, seeded from {@code /boot/firmware}); pure.
 *
 * @param unit its name, also that of the machine
 * @param batch together with the unit it names this set-up: a card that has been started before is
 *     set up anew by another one
 * @param zone the city's time
 * @param sshKey the public key, one line, with which {@code seki-admin} may sign in; null where
 *     nobody may
 */
record FirstStart(String unit, String batch, ZoneId zone, @Nullable String sshKey) {
  /** Where the folder {@code seki} of the boot partition is seen on the unit. */
  static final String FOLDER = "/boot/firmware/seki";

  /**
   * The name is written with a hyphen: what the stock file calls {@code instance_id} is read by
   * nobody.
   */
  String metaData() {
    return """
        # Whoever sets this card up anew changes the name.
        dsmode: local
        instance-id: seki-%s-%s
        """
        .formatted(unit, batch);
  }

  String userData() {
    List<String> lines = new ArrayList<>();
    lines.add("#cloud-config");
    lines.add("# Made by seki-provision batch for the unit " + unit + ".");
    lines.add("hostname: " + unit);
    lines.add("manage_etc_hosts: true");
    lines.add("timezone: " + zone.getId());
    lines.add("ssh_pwauth: false");
    if (sshKey == null) {
      lines.add("users: []");
    } else {
      lines.add("users:");
      lines.add("  - name: seki-admin");
      lines.add("    gecos: looks after the unit");
      lines.add("    groups: [sudo, adm]");
      lines.add("    sudo: \"ALL=(ALL) NOPASSWD:ALL\"");
      lines.add("    shell: /bin/bash");
      lines.add("    lock_passwd: true");
      lines.add("    ssh_authorized_keys:");
      lines.add("      - \"" + sshKey + "\"");
    }
    lines.add("runcmd:");
    lines.add("  - [sh, " + FOLDER + "/install]");
    // Settings of the firmware count from the next start on.
    lines.add("power_state:");
    lines.add("  mode: reboot");
    lines.add("  condition: test -e /run/seki-installed");
    return String.join("\n", lines) + "\n";
  }
}
