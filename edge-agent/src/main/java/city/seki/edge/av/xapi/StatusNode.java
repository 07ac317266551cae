package city.seki.edge.av.xapi;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One element of a device's status. Immutable.
 *
 * @param item its number where it is one of a list; null where the document does not say, which it
 *     may leave out for single elements
 * @param text what a leaf says, without space around it; empty for elements with children
 */
public record StatusNode(
    String name, @Nullable String item, String text, List<StatusNode> children) {
  public StatusNode {
    children = List.copyOf(children);
  }

  /** A leaf. */
  public static StatusNode leaf(String name, String text) {
    return new StatusNode(name, null, text, List.of());
  }

  /** An element with children. */
  public static StatusNode of(String name, StatusNode... children) {
    return new StatusNode(name, null, "", List.of(children));
  }

  /** The children of that name, in the order of the document. */
  public List<StatusNode> all(String child) {
    return children.stream().filter(node -> node.name.equals(child)).toList();
  }

  /** What lies at that path, the first of each name. */
  public Optional<StatusNode> at(String... path) {
    Optional<StatusNode> node = Optional.of(this);
    for (String name : path) {
      node = node.flatMap(parent -> parent.all(name).stream().findFirst());
    }
    return node;
  }

  /** What the leaf at that path says; null if there is none, or it says nothing. */
  public @Nullable String text(String... path) {
    return at(path).map(StatusNode::text).filter(text -> !text.isEmpty()).orElse(null);
  }
}
