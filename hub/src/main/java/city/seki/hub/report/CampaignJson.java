package city.seki.hub.report;

import city.seki.config.model.Campaign;
import city.seki.config.model.Decimals;
import city.seki.config.wire.JsonText;
import java.time.LocalDate;

/** A campaign with all that it settles. */
public final class CampaignJson {
  private CampaignJson() {}

  public static void write(Campaign campaign, JsonText o) {
    o.put("id", campaign.id()).put("name", campaign.name());
    o.put("from", campaign.first().toString()).put("to", campaign.last().toString());
    o.put("closures", campaign.closures().stream().map(LocalDate::toString).toList());
    o.put("rounding", campaign.rounding().word()).put("half_days", campaign.halfDays().word());
    Decimals decimals = campaign.decimals();
    o.object(
        "decimals",
        d ->
            d.put("per_open_day", decimals.perOpenDay())
                .put("per_person", decimals.perPerson())
                .put("rate_percent", decimals.rate()));
    o.put("offices", campaign.offices()).put("departments", campaign.departments());
  }
}
