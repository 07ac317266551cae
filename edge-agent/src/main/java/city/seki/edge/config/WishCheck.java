package city.seki.edge.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.Sha256;
import city.seki.config.wire.SignedDocument;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Believes a wish, or says why not: by what the unit knows from its start document alone, which no
 * wish can change. Immutable.
 */
public final class WishCheck {
  private final UnitFile.Settings start;

  /**
   * @param start what the start document says
   */
  public WishCheck(UnitFile.Settings start) {
    this.start = start;
  }

  String unit() {
    return start.unit().id();
  }

  @Nullable HubKey key() {
    return start.hubKey();
  }

  /**
   * The wish in that envelope.
   *
   * @throws Unfit if it is none, is for another unit, or is not signed by the hub of this one
   */
  public DesiredMessage believe(byte[] envelope) throws Unfit {
    HubKey key = start.hubKey();
    if (key == null) {
      throw new Unfit(
          Reason.NO_KEY,
          "unit.yaml has no hub_key, so no configuration can be believed: let seki-provision batch"
              + " write it anew");
    }
    try {
      byte[] document = SignedDocument.open(envelope, null);
      opened(envelope, key);
      DesiredMessage wish = DesiredMessage.parse(document);
      if (!wish.unit().equals(unit())) {
        throw new Unfit(Reason.FOREIGN, "it is for unit " + wish.unit());
      }
      return wish;
    } catch (BadMessage e) {
      throw new Unfit(Reason.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private static void opened(byte[] envelope, HubKey key) throws Unfit {
    try {
      var _ = SignedDocument.open(envelope, key);
    } catch (BadMessage e) {
      throw new Unfit(Reason.UNKNOWN_KEY, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The wish with the configuration that it names.
   *
   * @param envelope in which the wish was
   * @throws Unfit if that is not the text that it names, or no configuration of this unit and hub
   */
  public Wished read(DesiredMessage wish, String envelope, String text) throws Unfit {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length != wish.configuration().size()
        || !Sha256.of(bytes).equals(wish.configuration().sha256())) {
      throw new Unfit(Reason.UNREADABLE, "the text is not the one that the hub has signed");
    }
    UnitFile.Settings settings =
        switch (UnitFile.readSettings("version " + wish.version(), text)) {
          case Reading.Loaded<UnitFile.Settings> it -> it.value();
          case Reading.Rejected<UnitFile.Settings> it ->
              throw new Unfit(
                  Reason.UNREADABLE,
                  it.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        };
    require(settings);
    return new Wished(wish, envelope, text, settings);
  }

  private void require(UnitFile.Settings settings) throws Unfit {
    if (!settings.unit().id().equals(unit())) {
      throw new Unfit(Reason.FOREIGN, "it configures unit " + settings.unit().id());
    }
    HubKey named = settings.hubKey();
    if (named != null && !Objects.equals(named, start.hubKey())) {
      throw new Unfit(
          Reason.UNKNOWN_KEY,
          "it names the key of another hub: a unit moves there by a new claim, not by a"
              + " configuration");
    }
    if (UnitFile.isSecure(start.hub()) && !UnitFile.isSecure(settings.hub())) {
      throw new Unfit(
          Reason.INSECURE,
          "it leads from " + start.hub() + " to " + settings.hub() + ", without TLS");
    }
  }
}
