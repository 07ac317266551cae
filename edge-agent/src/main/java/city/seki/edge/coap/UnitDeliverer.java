package city.seki.edge.coap;

import java.util.List;
import org.eclipse.californium.core.server.ServerMessageDeliverer;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.jspecify.annotations.Nullable;

/** Finds who answers a path by its form: seats and sensors come and go. */
final class UnitDeliverer extends ServerMessageDeliverer {
  private final DirectoryResource directory;
  private final SensorsResource sensors;
  private final LabelsResource labels;

  UnitDeliverer(
      DirectoryResource directory,
      SensorsResource sensors,
      LabelsResource labels,
      Configuration configuration) {
    super(directory, configuration);
    this.directory = directory;
    this.sensors = sensors;
    this.labels = labels;
  }

  @Override
  protected @Nullable Resource findResource(List<String> path) {
    return switch (UnitPath.of(path)) {
      case null -> null;
      case UnitPath.OfSensor _ -> sensors;
      case UnitPath.OfLabel _ -> labels;
      case UnitPath.OfDirectory _ -> directory;
    };
  }
}
