package city.seki.edge.av.xapi;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a device says on its WebSocket: JSON-RPC 2.0. What changed is left to the documents, which
 * tell a whole state; so a list entry that went away ({@code ghost}) needs no rule of its own here.
 */
sealed interface RpcMessage {
  /**
   * A request was carried out.
   *
   * @param value the result where it is one text or number; null where it has parts
   */
  record Answer(String id, @Nullable String value) implements RpcMessage {}

  /** A request was refused, for instance because this model has no such status. */
  record Refusal(String id) implements RpcMessage {}

  /**
   * Something changed.
   *
   * @param restarts whether the device says that it is about to restart
   */
  record Notice(boolean restarts) implements RpcMessage {}

  /** Whatever else there may be. */
  record Other() implements RpcMessage {}

  /**
   * @throws BadMessage if the bytes are no message of JSON-RPC
   */
  static RpcMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    String method = fields.textOrNull("method");
    if (method != null) {
      return method.equals("xFeedback/Event") ? notice(fields) : new Other();
    }
    String id = fields.plain("id");
    if (id == null) {
      return new Other();
    }
    return fields.has("error") ? new Refusal(id) : new Answer(id, fields.plain("result"));
  }

  private static RpcMessage notice(JsonFields fields) throws BadMessage {
    JsonFields event = fields.object("params").objectOrNull("Event");
    JsonFields boot = event == null ? null : event.objectOrNull("BootEvent");
    String action = boot == null ? null : boot.plain("Action");
    return new Notice(action != null && action.toLowerCase(Locale.ROOT).contains("restart"));
  }

  /** The request to be told of changes below that path. */
  static String subscribe(String id, List<String> path) {
    return request(id, "xFeedback/Subscribe", "Query", path);
  }

  /** The request for what lies at that path. */
  static String get(String id, List<String> path) {
    return request(id, "xGet", "Path", path);
  }

  private static String request(String id, String method, String name, List<String> path) {
    byte[] json =
        JsonText.object(
            request ->
                request
                    .put("jsonrpc", "2.0")
                    .put("id", id)
                    .put("method", method)
                    .object("params", params -> params.put(name, path)));
    return new String(json, StandardCharsets.UTF_8);
  }
}
