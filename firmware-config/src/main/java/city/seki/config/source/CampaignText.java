package city.seki.config.source;

import city.seki.config.model.Campaign;
import city.seki.config.model.DayWeight;
import city.seki.config.model.Decimals;
import city.seki.config.model.Rounding;
import java.util.ArrayList;
import java.util.List;

/** Writes a campaign as a block on one line. */
final class CampaignText {
  private CampaignText() {}

  static String of(Campaign campaign) {
    List<String> keys = new ArrayList<>();
    keys.add("id: " + CityText.quoted(campaign.id()));
    keys.add("name: " + CityText.words(campaign.name()));
    keys.add("from: " + campaign.first());
    keys.add("to: " + campaign.last());
    if (!campaign.closures().isEmpty()) {
      keys.add(
          "closures: ["
              + String.join(", ", campaign.closures().stream().map(Object::toString).toList())
              + "]");
    }
    if (campaign.rounding() != Rounding.HALF_UP) {
      keys.add("rounding: " + campaign.rounding().word());
    }
    if (campaign.halfDays() != DayWeight.WHOLE) {
      keys.add("half_days: " + campaign.halfDays().word());
    }
    if (!campaign.decimals().equals(Decimals.USUAL)) {
      Decimals decimals = campaign.decimals();
      keys.add(
          "decimals: {per_open_day: %d, per_person: %d, rate_percent: %d}"
              .formatted(decimals.perOpenDay(), decimals.perPerson(), decimals.rate()));
    }
    if (!campaign.offices().isEmpty()) {
      keys.add("offices: " + CityText.names(campaign.offices()));
    }
    if (!campaign.departments().isEmpty()) {
      keys.add("departments: " + CityText.names(campaign.departments()));
    }
    return "{" + String.join(", ", keys) + "}";
  }
}
