package city.seki.hub.coap;

import java.util.List;
import org.eclipse.californium.core.server.ServerMessageDeliverer;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Finds who answers a path by its form. Californium would hold an object for each of ten thousand
 * seats, and list them all in one answer.
 */
final class PathDeliverer extends ServerMessageDeliverer {
  private final DirectoryResource directory;
  private final SignResource signs;

  PathDeliverer(DirectoryResource directory, SignResource signs, Configuration configuration) {
    super(directory, configuration);
    this.directory = directory;
    this.signs = signs;
  }

  @Override
  protected @Nullable Resource findResource(List<String> path) {
    if (DirectoryResource.answers(path)) {
      return directory;
    }
    return SignPath.of(path) == null ? null : signs;
  }
}
