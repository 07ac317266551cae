package city.seki.edge.av.xapi;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document of the xAPI: elements, their {@code item} numbers and texts. Both forms that
 * devices use are read, with {@code item} and {@code maxOccurrence} on every element or without.
 *
 * <p>CONSTRAINTS: a document type is refused, nothing is fetched, and size, depth and number of
 * elements are bounded, so that no device can fill the memory of a unit.
 */
public final class XapiXml {
  /** Bytes of the largest document; the whole status of a large codec has some 300 KB. */
  public static final int LARGEST = 2 << 20;

  static final int DEEPEST = 32;
  static final int MOST_ELEMENTS = 50_000;

  private XapiXml() {}

  /** An element whose end has not come yet. */
  private record Open(
      String name, @Nullable String item, StringBuilder text, List<StatusNode> children) {
    StatusNode end() {
      return new StatusNode(
          name, item, children.isEmpty() ? text.toString().strip() : "", children);
    }
  }

  /**
   * @param document in UTF-8, whatever it says itself: no device writes another encoding
   * @return the root element
   * @throws UnreadableDocument if it is not one whole document within the bounds
   */
  public static StatusNode read(byte[] document) throws UnreadableDocument {
    if (document.length > LARGEST) {
      throw new UnreadableDocument("longer than " + LARGEST + " bytes");
    }
    try {
      return elements(new String(document, StandardCharsets.UTF_8));
    } catch (XMLStreamException e) {
      throw new UnreadableDocument("no XML document", e);
    } catch (RuntimeException e) { // the JDK's parser lets some escape for damaged input
      throw new UnreadableDocument("no XML document that could be read", e);
    }
  }

  private static StatusNode elements(String text) throws XMLStreamException, UnreadableDocument {
    XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(withoutMark(text)));
    Deque<Open> open = new ArrayDeque<>();
    StatusNode root = null;
    int elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          elements++;
          if (open.size() == DEEPEST || elements > MOST_ELEMENTS) {
            throw new UnreadableDocument("deeper or larger than any status");
          }
          open.push(
              new Open(
                  reader.getLocalName(),
                  reader.getAttributeValue(null, "item"),
                  new StringBuilder(),
                  new ArrayList<>()));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          StatusNode node = open.pop().end();
          Open parent = open.peek();
          if (parent == null) {
            root = node;
          } else {
            parent.children().add(node);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          Open parent = open.peek();
          if (parent != null) {
            parent.text().append(reader.getText());
          }
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new UnreadableDocument("has a document type or entities, which no status has");
        default -> {} // comments, processing instructions
      }
    }
    if (root == null) {
      throw new UnreadableDocument("has no root element");
    }
    return root;
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The JDK's own, not one that a library brings; made anew, since a factory is of one thread. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is fetched");
        });
    return factory;
  }
}
