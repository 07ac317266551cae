package city.seki.hub.ngsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.source.ReferenceCity;
import city.seki.hub.data.DataException;
import city.seki.hub.feed.DayFigures;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A context broker that takes nothing that is not as ETSI GS CIM 009 has it. */
final class ContextBrokerTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Set<String> KINDS = Set.of("Property", "LanguageProperty");

  /** Keeps entities by id. */
  private static final class StrictBroker implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, JsonNode> entities = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();

    StrictBroker() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::handle);
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      need(asked.equals("POST /ngsi-ld/v1/entityOperations/upsert?options=update"), asked);
      String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
      need(type.equals("application/ld+json"), type);
      need(exchange.getRequestHeaders().getFirst("Link") == null, "a Link beside @context");
      JsonNode array = JsonMapper.shared().readTree(body);
      need(array.isArray(), "no array");
      boolean created = false;
      for (JsonNode entity : array) {
        created |= take(entity);
      }
      byte[] problem = String.join("; ", wrong).getBytes(StandardCharsets.UTF_8);
      int status = !wrong.isEmpty() ? 400 : created ? 201 : 204;
      exchange.sendResponseHeaders(status, status == 400 ? problem.length : -1);
      if (status == 400) {
        exchange.getResponseBody().write(problem);
      }
      exchange.close();
    }

    private boolean take(JsonNode entity) {
      String id = entity.path("id").asString("");
      need(id.matches("urn:ngsi-ld:[A-Za-z]+:[A-Za-z0-9_.-]+"), "id " + id);
      String type = entity.path("type").asString("");
      need(id.contains(":" + type + ":"), "type " + type);
      JsonNode context = entity.path("@context");
      need(context.isArray() && context.get(0).isString(), "no core context");
      JsonNode terms = context.path(1);
      for (String name : entity.propertyNames()) {
        if (!Set.of("id", "type", "@context").contains(name)) {
          attribute(name, entity.path(name));
          need(name.equals("name") || terms.has(name), "term " + name + " is not defined");
        }
      }
      return entities.put(id, entity) == null;
    }

    private void attribute(String name, JsonNode attribute) {
      String kind = attribute.path("type").asString("");
      need(KINDS.contains(kind), name + " is a " + kind);
      need(
          attribute.has(kind.equals("Property") ? "value" : "languageMap"), name + " has no value");
      String at = attribute.path("observedAt").asString("2026-01-01T00:00:00Z");
      need(at.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"), name + " at " + at);
    }

    private void need(boolean holds, String what) {
      if (!holds) {
        wrong.add(what);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private static DayFigures figures(String office, long personDays) {
    DayFigures.Sum sum = new DayFigures.Sum(personDays, personDays + 2, 900);
    return new DayFigures(DAY, sum, Map.of(office, sum), List.of());
  }

  @Test
  void a_strict_broker_takes_every_office_and_again_what_changed() throws Exception {
    City city = ReferenceCity.city();
    String office = city.offices().keySet().iterator().next();
    try (StrictBroker broker = new StrictBroker()) {
      ContextBroker to = new ContextBroker(broker.address(), "secret", Duration.ofSeconds(10));
      to.upsert(OfficeEntities.of(city, figures(office, 7)));
      assertEquals(List.of(), broker.wrong);
      assertEquals(city.offices().size(), broker.entities.size());
      to.upsert(OfficeEntities.of(city, figures(office, 8)));
      JsonNode entity =
          Objects.requireNonNull(broker.entities.get("urn:ngsi-ld:SatelliteOffice:" + office));
      assertEquals(8, entity.path("personDays").path("value").asInt());
      assertEquals("2026-11-20T14:59:59Z", entity.path("personDays").path("observedAt").asString());
      assertFalse(entity.toString().contains("department"));
    }
  }

  @Test
  void what_the_broker_does_not_take_is_told_with_its_reason() throws IOException {
    try (StrictBroker broker = new StrictBroker()) {
      ContextBroker to = new ContextBroker(broker.address(), "", Duration.ofSeconds(10));
      DataException refused =
          assertThrows(
              DataException.class,
              () -> to.upsert("[{\"id\":\"honcho\"}]".getBytes(StandardCharsets.UTF_8)));
      assertTrue(String.valueOf(refused.getMessage()).contains("id honcho"), refused::getMessage);
    }
  }
}
