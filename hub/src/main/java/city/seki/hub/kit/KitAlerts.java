package city.seki.hub.kit;

import city.seki.hub.alert.Alerts.Alert;
import city.seki.hub.alert.Alerts.Kind;
import city.seki.hub.alert.Trouble;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which kits facilities have to run after. Pure. */
public final class KitAlerts {
  private KitAlerts() {}

  /** By a name that tells each from all others and stays the same while it lasts. */
  public static Map<String, Alert> of(List<KitView> kits) {
    Map<String, Alert> overdue = new LinkedHashMap<>();
    for (KitView kit : kits) {
      if (kit.state() == KitView.State.OVERDUE && kit.due() != null) {
        overdue.put(
            "kit " + kit.id(),
            new Alert(
                Kind.KIT_OVERDUE,
                kit.due(),
                null,
                kit.id().office(),
                "kit:" + kit.id().kit(),
                null,
                new Trouble.OfKit(kit.kit().name())));
      }
    }
    return overdue;
  }
}
