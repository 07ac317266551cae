package city.seki.edge.av.emulated;

import city.seki.config.wire.JsonText;
import city.seki.edge.av.xapi.StatusNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A device's status as it writes it: XML for documents, JSON for the WebSocket; and which part of
 * it changed.
 */
final class StatusText {
  /** What stands in a notice for a list entry that went away. */
  private static final String GHOST = "ghost";

  private StatusText() {}

  /**
   * @param numbered whether every element says its {@code item}, as some devices do
   */
  static String xml(StatusNode node, boolean numbered) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\"?>\n");
    xml(node, numbered, true, out);
    return out.append('\n').toString();
  }

  private static void xml(StatusNode node, boolean numbered, boolean root, StringBuilder out) {
    out.append('<').append(node.name());
    if (root) {
      out.append(" product=\"Cisco Codec\" version=\"ce11.28.1.5.0000000000\" apiVersion=\"4\"");
    } else if (node.item() != null) {
      out.append(" item=\"").append(escaped(node.item())).append("\" maxOccurrence=\"n\"");
    } else if (numbered) {
      out.append(" item=\"1\"");
    }
    out.append('>').append(escaped(node.text()));
    node.children().forEach(child -> xml(child, numbered, false, out));
    out.append("</").append(node.name()).append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Puts the node as a field of that name: whole numbers as numbers, lists as arrays with ids. */
  static void json(JsonText out, String field, StatusNode node) {
    if (isGhost(node)) {
      out.object(field, entry -> entry(entry, node));
    } else if (node.children().isEmpty()) {
      if (node.text().matches("-?\\d{1,9}")) {
        out.put(field, Long.parseLong(node.text()));
      } else {
        out.put(field, node.text());
      }
    } else {
      out.object(field, object -> children(object, node));
    }
  }

  private static void children(JsonText out, StatusNode node) {
    for (String name : new TreeSet<>(node.children().stream().map(StatusNode::name).toList())) {
      List<StatusNode> same = node.all(name);
      if (same.getFirst().item() == null) {
        json(out, name, same.getFirst());
      } else {
        out.array(name, same, (item, object) -> entry(object, item));
      }
    }
  }

  private static void entry(JsonText out, StatusNode item) {
    out.put("id", item.item());
    if (isGhost(item)) {
      out.put(GHOST, "True");
    } else {
      children(out, item);
    }
  }

  private static boolean isGhost(StatusNode node) {
    return node.text().equals(GHOST) && node.item() != null;
  }

  /** What is new or different in {@code after}, and what is gone from it; null if nothing is. */
  static @Nullable StatusNode changes(StatusNode before, StatusNode after) {
    if (before.equals(after)) {
      return null;
    }
    if (after.children().isEmpty() && before.children().isEmpty()) {
      return after;
    }
    List<StatusNode> changed = new ArrayList<>();
    for (StatusNode child : after.children()) {
      StatusNode old = same(before, child);
      StatusNode change = old == null ? child : changes(old, child);
      if (change != null) {
        changed.add(change);
      }
    }
    for (StatusNode old : before.children()) {
      if (old.item() != null && same(after, old) == null) {
        changed.add(new StatusNode(old.name(), old.item(), GHOST, List.of()));
      }
    }
    return changed.isEmpty() ? null : new StatusNode(after.name(), after.item(), "", changed);
  }

  private static @Nullable StatusNode same(StatusNode parent, StatusNode child) {
    return parent.all(child.name()).stream()
        .filter(other -> Objects.equals(other.item(), child.item()))
        .findFirst()
        .orElse(null);
  }

  /**
   * Only what lies at or below that path, with what is above it.
   *
   * @param path names and, after a list's name, numbers; a list without a number is all of it
   */
  static @Nullable StatusNode below(StatusNode node, List<String> path) {
    if (path.isEmpty()) {
      return node;
    }
    List<String> rest = path.subList(1, path.size());
    List<StatusNode> kept = new ArrayList<>();
    for (StatusNode child : node.all(path.getFirst())) {
      boolean isNumbered =
          child.item() != null && !rest.isEmpty() && rest.getFirst().matches("\\d+");
      if (!isNumbered || Objects.equals(child.item(), rest.getFirst())) {
        StatusNode part = below(child, isNumbered ? rest.subList(1, rest.size()) : rest);
        if (part != null) {
          kept.add(part);
        }
      }
    }
    return kept.isEmpty() ? null : new StatusNode(node.name(), node.item(), "", kept);
  }
}
