package city.seki.edge.senml;

import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/** The two representations of a pack that are understood. */
public enum SenmlFormat {
  /** RFC 8428 §5, {@code application/senml+json}. */
  JSON,

  /** RFC 8428 §6, {@code application/senml+cbor}. */
  CBOR;

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(8)
          .maxStringLength(4_096)
          .maxNameLength(256)
          .maxNumberLength(64)
          .build();

  private static final JsonFactory JSON_TOKENS =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION) // it is UTF-8, never guessed
          .streamReadConstraints(BOUNDS)
          .build();

  private static final CBORFactory CBOR_TOKENS =
      CBORFactory.builder().streamReadConstraints(BOUNDS).build();

  JsonParser tokens(byte[] pack) {
    return switch (this) {
      case JSON -> JSON_TOKENS.createParser(ObjectReadContext.empty(), pack);
      case CBOR -> CBOR_TOKENS.createParser(ObjectReadContext.empty(), pack);
    };
  }

  /** The labels as the tokens name them; a CBOR number comes as its digits. */
  Map<String, Label> labels() {
    return switch (this) {
      case JSON -> Label.BY_WORD;
      case CBOR -> Label.BY_NUMBER;
    };
  }
}
