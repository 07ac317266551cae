package city.seki.hub.http;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route of a request. */
final class Router {
  record Found(Route route, Map<String, String> path) {}

  private final List<Route> routes;

  Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /**
   * @throws Problem 404 for an unknown path, 405 for a known one with another method
   */
  Found find(String method, String path) {
    if (path.startsWith("/")) {
      List<String> segments = Route.segments(path);
      TreeSet<String> others = new TreeSet<>();
      for (Route route : routes) {
        Map<String, String> values = route.match(segments);
        if (values != null && route.method().equals(method)) {
          return new Found(route, values);
        }
        if (values != null) {
          others.add(route.method());
        }
      }
      if (!others.isEmpty()) {
        throw Problem.wrongMethod(String.join(", ", others));
      }
    }
    throw Problem.notFound("the API is described at /api/openapi.json");
  }
}
