package city.seki.hub.opendata;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.Text;
import city.seki.config.wire.JsonText;
import java.time.YearMonth;
import java.util.List;

/**
 * What describes the files for machines: DCAT (W3C, version 3) as JSON-LD for catalogues, and CSV
 * on the Web (W3C, 2015) for whoever reads the columns.
 *
 * @param licence its address
 */
public record OpenDataCatalog(Text city, YearMonth first, YearMonth last, int k, String licence) {
  public static final String DCAT = "dcat.jsonld";
  public static final String CSVW = "csv-metadata.json";

  private static final String XSD_DATE = "http://www.w3.org/2001/XMLSchema#date";
  private static final String TYPE =
      "http://publications.europa.eu/resource/authority/file-type/CSV";

  private record Column(String title, String name, String datatype, boolean hides) {}

  private record Table(String file, Text title, List<Column> columns) {}

  private static final Column MONTH = new Column("年月", "month", "gYearMonth", false);
  private static final Column YEAR = new Column("年度", "fiscal_year", "integer", false);
  private static final Column ERA = new Column("和暦", "era", "string", false);
  private static final Column PERSONS = new Column("実施者数", "persons", "nonNegativeInteger", true);
  private static final Column DAYS =
      new Column("のべ実施人数", "person_days", "nonNegativeInteger", true);
  private static final Column OFFICE = new Column("オフィスID", "office", "string", false);
  private static final Column OFFICE_NAME = new Column("オフィス名", "office_name", "string", false);
  private static final Column DEPARTMENT = new Column("部署", "department", "string", false);

  private static final List<Table> TABLES =
      List.of(
          new Table(
              OpenDataFiles.MONTHS,
              new Text("テレワーク実施状況(月別)", "Telework by month"),
              List.of(MONTH, YEAR, ERA, PERSONS, DAYS)),
          new Table(
              OpenDataFiles.DEPARTMENTS,
              new Text("テレワーク実施状況(部署別・月別)", "Telework by department and month"),
              List.of(MONTH, YEAR, ERA, DEPARTMENT, PERSONS, DAYS)),
          new Table(
              OpenDataFiles.OFFICES,
              new Text("テレワーク実施状況(オフィス別・月別)", "Telework by office and month"),
              List.of(MONTH, YEAR, ERA, OFFICE, OFFICE_NAME, PERSONS, DAYS)),
          new Table(
              OpenDataFiles.YEARS,
              new Text("テレワーク実施状況(年度別)", "Telework by fiscal year"),
              List.of(
                  YEAR,
                  ERA,
                  new Column("区分", "kind", "string", false),
                  new Column("ID", "id", "string", false),
                  new Column("名称", "name", "string", false),
                  PERSONS,
                  DAYS)));

  private Text description() {
    return new Text(
        ("サテライトオフィス等でテレワークを実施した職員の数(実施者数)と、その延べ人日(のべ実施人数)。"
                + "%d人未満の集団は秘匿し、合計との差などから計算できないよう他のセルも秘匿している(%s)。"
                + "公表した月の値は後から変えない。")
            .formatted(k, OpenDataFiles.HIDDEN),
        ("Staff who worked in satellite offices: distinct persons and person-days. Groups of fewer"
                + " than %d persons are hidden (%s), and further cells with them, so that no"
                + " difference gives them away. A month once published is not changed.")
            .formatted(k, OpenDataFiles.HIDDEN));
  }

  /** For data catalogues. */
  public String dcat() {
    byte[] json =
        JsonText.object(
            o -> {
              o.object(
                  "@context",
                  c -> {
                    c.put("dcat", "http://www.w3.org/ns/dcat#");
                    c.put("dct", "http://purl.org/dc/terms/");
                    c.put("foaf", "http://xmlns.com/foaf/0.1/");
                  });
              o.put("@type", "dcat:Dataset");
              texts("dct:title", new Text("テレワーク実施状況", "Telework of the city's staff"), o);
              texts("dct:description", description(), o);
              o.object(
                  "dct:publisher", p -> texts("foaf:name", city, p.put("@type", "foaf:Agent")));
              o.object("dct:license", l -> l.put("@id", licence));
              o.put("dct:language", List.of("ja"));
              o.array(
                  "dcat:theme",
                  List.of("http://publications.europa.eu/resource/authority/data-theme/GOVE"),
                  (theme, t) -> t.put("@id", theme));
              o.object(
                  "dct:temporal",
                  t -> {
                    t.put("@type", "dct:PeriodOfTime");
                    date("dcat:startDate", first.atDay(1).toString(), t);
                    date("dcat:endDate", last.atEndOfMonth().toString(), t);
                  });
              o.array("dcat:distribution", TABLES, this::distribution);
            });
    return new String(json, UTF_8) + "\n";
  }

  private void distribution(Table table, JsonText o) {
    o.put("@type", "dcat:Distribution");
    texts("dct:title", table.title(), o);
    o.object("dcat:downloadURL", u -> u.put("@id", table.file()));
    o.put("dcat:mediaType", "text/csv");
    o.object("dct:format", f -> f.put("@id", TYPE));
    o.object("dct:license", l -> l.put("@id", licence));
    o.object("dct:conformsTo", c -> c.put("@id", CSVW));
  }

  private static void date(String name, String day, JsonText o) {
    o.object(name, d -> d.put("@type", XSD_DATE).put("@value", day));
  }

  private static void texts(String name, Text text, JsonText o) {
    o.array(
        name,
        List.of(List.of("ja", text.ja()), List.of("en", text.en())),
        (each, t) -> t.put("@language", each.getFirst()).put("@value", each.getLast()));
  }

  /** For readers of the columns. */
  public String csvw() {
    byte[] json =
        JsonText.object(
            o ->
                o.put("@context", "http://www.w3.org/ns/csvw")
                    .array("tables", TABLES, OpenDataCatalog::table));
    return new String(json, UTF_8) + "\n";
  }

  private static void table(Table table, JsonText o) {
    o.put("url", table.file()).put("dc:title", table.title().ja());
    o.object("dialect", d -> d.put("encoding", "utf-8").put("header", true));
    o.object(
        "tableSchema",
        s ->
            s.array(
                "columns",
                table.columns(),
                (column, c) -> {
                  c.put("name", column.name()).put("titles", column.title());
                  c.put("datatype", column.datatype());
                  if (column.hides()) {
                    c.put("null", OpenDataFiles.HIDDEN);
                  }
                }));
  }
}
