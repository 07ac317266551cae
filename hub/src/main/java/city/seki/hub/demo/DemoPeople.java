package city.seki.hub.demo;

import city.seki.config.wire.CardTech;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes up the staff of the demo city: names, departments of the reference city, cards. */
final class DemoPeople {
  static final List<String> DEPARTMENTS =
      List.of(
          "総合戦略局",
          "住民自治局",
          "総務部",
          "財政部",
          "危機管理部",
          "健康福祉部",
          "こども部",
          "環境エネルギー部",
          "産業振興部",
          "文化観光部",
          "交通部",
          "建設部",
          "上下水道局",
          "病院局",
          "教育委員会",
          "地域づくりセンター・公民館");

  private static final List<String> FAMILY_NAMES =
      List.of(
          "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本",
          "井上", "木村", "林", "斎藤", "清水", "山崎", "森", "池田", "橋本", "阿部", "石川", "山下", "中島", "石井", "小川");

  private static final List<String> GIVEN_NAMES =
      List.of(
          "陽子", "翔太", "美咲", "健一", "由美", "大輔", "彩", "誠", "直美", "拓也", "恵", "亮", "真理", "浩", "愛", "剛",
          "香織", "学", "裕子", "隆");

  private DemoPeople() {}

  /** Every name that anybody may have. */
  static List<String> names() {
    return FAMILY_NAMES.stream()
        .flatMap(family -> GIVEN_NAMES.stream().map(given -> family + " " + given))
        .toList();
  }

  /**
   * So many people; the same seed, the same people.
   *
   * @param zones the zones of the city, the most protected first
   */
  static List<DemoPerson> of(int count, List<String> zones, RandomGenerator random) {
    List<DemoPerson> people = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean felica = i % 4 != 3;
      people.add(
          new DemoPerson(
              String.format(Locale.ROOT, "S%05d", i + 1),
              FAMILY_NAMES.get(random.nextInt(FAMILY_NAMES.size()))
                  + " "
                  + GIVEN_NAMES.get(random.nextInt(GIVEN_NAMES.size())),
              DEPARTMENTS.get(random.nextInt(DEPARTMENTS.size())),
              zonesOf(zones, random),
              felica ? CardTech.FELICA : CardTech.ISO14443A,
              felica
                  ? String.format(Locale.ROOT, "0116%012X", 0x0300_0000_0000L + i * 2_654_435L)
                  : String.format(Locale.ROOT, "04%012X", 0x16C6_0000_0000L + i * 2_654_435L)));
    }
    return people;
  }

  /** Four in five may use every zone; the others not the most protected one. */
  private static List<String> zonesOf(List<String> zones, RandomGenerator random) {
    return random.nextInt(5) > 0 || zones.size() < 2 ? zones : zones.subList(1, zones.size());
  }
}
