package city.seki.hub.server;

import city.seki.hub.history.Attendance;
import city.seki.hub.history.Attended;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

final class NoAttendance implements Attendance {
  @Override
  public Counted count(Scope scope) {
    return new Counted(Attended.NONE, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  @Override
  public Staff staff(Scope scope) {
    return new Staff(0, Map.of());
  }

  @Override
  public void visits(Scope scope, Consumer<Visit> each) {}
}
