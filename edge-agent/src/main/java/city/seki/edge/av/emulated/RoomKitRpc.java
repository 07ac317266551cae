package city.seki.edge.av.emulated;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.edge.av.xapi.StatusNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the device says on one WebSocket: answers to requests, and notices to those subscriptions
 * that were asked for there. Any thread.
 */
final class RoomKitRpc {
  private static final int NO_MATCH = -32602;
  private static final int NO_METHOD = -32601;
  private static final int NOT_JSON = -32700;
  private static final int MOST_SUBSCRIPTIONS = 50;

  private final Supplier<StatusNode> status;
  private final Consumer<String> standby;
  private final Map<Integer, List<String>> subscriptions = new TreeMap<>();
  private int next;

  /**
   * @param standby takes the word of a standby command, for instance {@code Deactivate}
   */
  RoomKitRpc(Supplier<StatusNode> status, Consumer<String> standby) {
    this.status = status;
    this.standby = standby;
  }

  /** The answer to that request. */
  byte[] answer(byte[] request) {
    try {
      JsonFields fields = JsonFields.parse(request);
      String id = fields.plain("id");
      String method = fields.text("method");
      JsonFields params = fields.objectOrNull("params");
      return switch (method) {
        case "xGet" -> get(id, params == null ? List.of() : params.plains("Path"));
        case "xFeedback/Subscribe" ->
            subscribe(id, params == null ? List.of() : params.plains("Query"));
        case "xFeedback/Unsubscribe" -> unsubscribe(id, params);
        case "xCommand/Standby/Activate",
            "xCommand/Standby/Deactivate",
            "xCommand/Standby/Halfwake" -> {
          standby.accept(method.substring("xCommand/Standby/".length()));
          yield ok(id);
        }
        default -> error(id, NO_METHOD, "Method not found");
      };
    } catch (BadMessage e) {
      return error(null, NOT_JSON, "Parse error");
    }
  }

  private byte[] get(@Nullable String id, List<String> path) {
    List<String> rest = withoutStatus(path);
    StatusNode node = rest == null ? null : StatusText.below(status.get(), rest);
    for (String step : rest == null ? List.<String>of() : rest) {
      if (node != null && !step.matches("\\d+")) {
        node = node.all(step).getFirst();
      }
    }
    StatusNode found = node;
    return found == null
        ? error(id, NO_MATCH, "No match on Path argument")
        : JsonText.object(out -> StatusText.json(head(out, id), "result", found));
  }

  private synchronized byte[] subscribe(@Nullable String id, List<String> query) {
    if (query.isEmpty() || subscriptions.size() == MOST_SUBSCRIPTIONS) {
      return error(id, NO_MATCH, "No match on Query argument");
    }
    int number = next++;
    subscriptions.put(number, List.copyOf(query));
    return JsonText.object(
        out -> head(out, id).object("result", result -> result.put("Id", number)));
  }

  private synchronized byte[] unsubscribe(@Nullable String id, @Nullable JsonFields params) {
    String number = params == null ? null : params.plain("Id");
    if (number == null
        || !number.matches("\\d{1,9}")
        || subscriptions.remove(Integer.valueOf(number)) == null) {
      return error(id, NO_MATCH, "No such subscription");
    }
    return ok(id);
  }

  /** How many subscriptions there are. */
  synchronized int subscriptions() {
    return subscriptions.size();
  }

  /** The notices that this change of the status means to this client. */
  synchronized List<byte[]> notices(StatusNode changed) {
    return notices("Status", changed);
  }

  /** The notices of an event, which is no part of the status. */
  synchronized List<byte[]> events(StatusNode event) {
    return notices("Event", event);
  }

  private List<byte[]> notices(String document, StatusNode changed) {
    List<byte[]> notices = new ArrayList<>();
    subscriptions.forEach(
        (number, query) -> {
          if (document.equals(query.getFirst())) {
            StatusNode part = StatusText.below(changed, query.subList(1, query.size()));
            if (part != null) {
              notices.add(notice(number, document, part));
            }
          }
        });
    return notices;
  }

  private static byte[] notice(int number, String document, StatusNode part) {
    return JsonText.object(
        out ->
            out.put("jsonrpc", "2.0")
                .put("method", "xFeedback/Event")
                .object(
                    "params", params -> StatusText.json(params.put("Id", number), document, part)));
  }

  private static @Nullable List<String> withoutStatus(List<String> path) {
    return path.isEmpty() || !path.getFirst().equals("Status")
        ? null
        : path.subList(1, path.size());
  }

  private static JsonText head(JsonText out, @Nullable String id) {
    return out.put("jsonrpc", "2.0").put("id", id);
  }

  private static byte[] ok(@Nullable String id) {
    return JsonText.object(
        out -> head(out, id).object("result", result -> result.put("status", "OK")));
  }

  private static byte[] error(@Nullable String id, int code, String message) {
    return JsonText.object(
        out -> head(out, id).object("error", e -> e.put("code", code).put("message", message)));
  }
}
