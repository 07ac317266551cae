package city.seki.edge.senml;

import city.seki.config.wire.BadMessage;
import city.seki.edge.senml.SenmlRecord.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The base fields as they stand after the records so far (RFC 8428 §4.1): each holds until a later
 * record has it anew.
 */
final class Resolution {
  /** The version of RFC 8428, which a pack has where it names none. */
  private static final double VERSION = 10;

  private static final int LONGEST_NAME = 256;

  /** The first moment of the year 10000. */
  private static final double END_OF_TIME = 253_402_300_800.0;

  private @Nullable Double version;
  private String name = "";
  private double time;
  private @Nullable String unit;
  private @Nullable Double value;
  private @Nullable Double sum;

  SenmlRecord next(Fields fields) throws BadMessage {
    takeVersion(fields);
    takeBases(fields);
    Value own = value(fields);
    Double ownSum = sum(fields);
    if (own == null && ownSum == null) {
      throw new BadMessage(fields.place(), "expected one of v, vs, vb, vd, or a sum");
    }
    String ownUnit = fields.words(Label.UNIT);
    return new SenmlRecord(
        name(fields),
        ownUnit == null ? unit : ownUnit,
        own,
        ownSum,
        time(fields),
        fields.number(Label.UPDATE_TIME));
  }

  /** All records of a pack have one version (§4.4). */
  private void takeVersion(Fields fields) throws BadMessage {
    Double told = fields.number(Label.BASE_VERSION);
    if (told != null && !(told >= 1 && told <= VERSION && Math.rint(told) == told)) {
      throw fields.bad(Label.BASE_VERSION, "expected a version from 1 to 10");
    }
    if (version == null) {
      version = told == null ? (Double) VERSION : told;
    } else if (told != null && !told.equals(version)) {
      throw fields.bad(Label.BASE_VERSION, "expected one version in the whole pack");
    }
  }

  private void takeBases(Fields fields) {
    name = orElse(fields.words(Label.BASE_NAME), name);
    time = orElse(fields.number(Label.BASE_TIME), (Double) time);
    String newUnit = fields.words(Label.BASE_UNIT);
    unit = newUnit == null ? unit : newUnit;
    Double newValue = fields.number(Label.BASE_VALUE);
    value = newValue == null ? value : newValue;
    Double newSum = fields.number(Label.BASE_SUM);
    sum = newSum == null ? sum : newSum;
  }

  private static <T> T orElse(@Nullable T told, T before) {
    return told == null ? before : told;
  }

  private String name(Fields fields) throws BadMessage {
    String whole = name + orElse(fields.words(Label.NAME), "");
    if (whole.isEmpty() || whole.length() > LONGEST_NAME || !isName(whole)) {
      throw fields.bad(
          Label.NAME,
          "expected, with the base name, 1 to 256 of A-Z a-z 0-9 - : . / _ and none of - : . _ first");
    }
    return whole;
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean sign = c == '/' || (i > 0 && (c == '-' || c == ':' || c == '.' || c == '_'));
      if (!letterOrDigit && !sign) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Value value(Fields fields) throws BadMessage {
    List<Value> values = new ArrayList<>();
    Double number = fields.number(Label.VALUE);
    if (number != null) {
      values.add(new Value.Amount(finite(fields, Label.VALUE, number, value)));
    }
    String words = fields.words(Label.STRING_VALUE);
    if (words != null) {
      values.add(new Value.Words(words));
    }
    Boolean truth = fields.truth(Label.BOOLEAN_VALUE);
    if (truth != null) {
      values.add(new Value.Truth(truth));
    }
    String data = fields.words(Label.DATA_VALUE);
    if (data != null) {
      values.add(new Value.Data(data));
    }
    if (values.size() > 1) {
      throw new BadMessage(fields.place(), "expected one value, found " + values.size());
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  /** Where only one of sum and base sum is there, the other counts as 0 (§4.5.4). */
  private @Nullable Double sum(Fields fields) throws BadMessage {
    Double own = fields.number(Label.SUM);
    return own == null ? sum : (Double) finite(fields, Label.SUM, own, sum);
  }

  private static double finite(Fields fields, Label label, double own, @Nullable Double base)
      throws BadMessage {
    double whole = base == null ? own : own + base;
    if (!Double.isFinite(whole)) {
      throw fields.bad(label, "expected, with the base, a finite number");
    }
    return whole;
  }

  private double time(Fields fields) throws BadMessage {
    double whole = finite(fields, Label.TIME, time, fields.number(Label.TIME));
    if (!(whole > -SenmlRecord.RELATIVE_BELOW && whole < END_OF_TIME)) {
      throw fields.bad(Label.TIME, "expected seconds since 1970, or less than 2^28 from now");
    }
    return whole;
  }
}
