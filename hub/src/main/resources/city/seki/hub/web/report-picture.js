// One picture of a report: drawn by ECharts, with the same figures as a table, on paper and as files.

import { el, setText } from "./dom.js";
import { csv, save, table } from "./report-table.js";
import { t } from "./text.js";

const PAPER_PX = 650; // within a picture's frame on A4, see the end of reports.css
const FILE_PX = 1000;
const TITLE_PX = 64;
const COLOURS = ["ink", "quiet", "line", "paper", "bar", "bar-before", "mean", "heat-low", "heat-high", "used", "empty", "unknown", "booked", "bad"];

let echarts = null; // there once somebody has looked at a report

async function load() {
  echarts ??= await import("/web/echarts.js");
}

/** The colours of the page as it is, or as it is on paper. */
function palette(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

export class Picture {
  element = el("figure", { class: "picture" });
  #page;
  #name;
  #told = null;
  #chart = null;
  #parts = {};
  #open = false;

  /** @param name of its files, and of its texts `picture.NAME` */
  constructor(page, name) {
    this.#page = page;
    this.#name = name;
    const p = this.#parts;
    p.title = el("figcaption", {}, el("h3", { "data-t": `picture.${name}` }), el("p", { class: "quiet" }));
    p.files = el("div", { class: "files", role: "group" });
    for (const kind of ["csv", "svg", "png"]) {
      const button = el("button", { type: "button", "data-kind": kind }, kind.toUpperCase());
      button.addEventListener("click", () => this.#save(kind).catch(() => page.complain({ status: 0 })));
      p.files.append(button);
    }
    p.before = el("div", { class: "picture-choice" });
    p.drawing = el("div", { class: "drawing", role: "img" });
    p.frame = el("div", { class: "drawing-frame" }, p.drawing);
    p.paper = el("div", { class: "paper-colours", hidden: true });
    p.figures = el("details", { class: "figures" }, el("summary", { "data-t": "picture.table" }));
    p.figures.addEventListener("toggle", () => (this.#open = p.figures.open));
    this.element.append(el("header", {}, p.title, p.files), p.before, p.frame, p.paper, p.figures);
    new ResizeObserver(() => this.#fit()).observe(p.frame);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
    addEventListener("beforeprint", () => this.#draw(true));
    addEventListener("afterprint", () => this.#draw());
  }

  /** What the reader chooses for this picture alone stands above it. */
  get choice() {
    return this.#parts.before;
  }

  /**
   * @param told `option(palette, width)` for ECharts, its `height` in px, its least `width` and the `most` that it may have, `label`: what it shows in a sentence, `about`: a line under
   *     the title, the `table` as of report-table.js, `period` in words and `file`: what files are called besides the picture's name; null: nothing to show
   */
  async show(told) {
    this.#told = told;
    this.element.hidden = told === null;
    if (!told) return;
    const p = this.#parts;
    setText(p.title.lastElementChild, told.about ?? "");
    p.drawing.setAttribute("aria-label", told.label);
    p.files.setAttribute("aria-label", t("picture.files", { name: t(`picture.${this.#name}`) }));
    for (const button of p.files.children) button.setAttribute("aria-label", t(`picture.${button.dataset.kind}`));
    p.figures.replaceChildren(p.figures.firstElementChild, table(told.table));
    p.figures.open = this.#open;
    await load().catch(() => this.#page.complain({ status: 0 }));
    this.#draw();
  }

  #draw(onPaper = false) {
    if (!this.#told || !echarts) return; // at once, since paper does not wait
    const { drawing, frame, paper } = this.#parts;
    const width = this.#width(onPaper ? PAPER_PX : frame.clientWidth);
    if (width === 0) return; // not looked at; #fit() comes back
    this.#chart ??= echarts.init(drawing, null, { renderer: "svg", width, height: this.#told.height });
    this.#chart.resize({ width, height: this.#told.height });
    this.#chart.setOption(plain(this.#told.option(palette(onPaper ? paper : frame), width)), { notMerge: true });
  }

  /** Redraws what has another width than before. */
  #fit() {
    if (this.#told && !matchMedia("print").matches && this.#chart?.getWidth() !== this.#width(this.#parts.frame.clientWidth)) this.#draw();
  }

  #width(room) {
    const { width = 0, most = Infinity } = this.#told;
    return room === 0 ? 0 : Math.min(Math.max(room, width), most);
  }

  // ---- files

  async #save(kind) {
    const { file, table: figures } = this.#told;
    const name = `seki-${this.#name}-${file}.${kind}`;
    if (kind === "csv") return save(name, "text/csv", csv(figures));
    await load();
    if (kind === "svg") return save(name, "image/svg+xml", this.#drawn({ renderer: "svg", ssr: true }, (chart) => chart.renderToSVGString()));
    const canvas = this.#drawn({ renderer: "canvas" }, (chart) => chart.renderToCanvas({ pixelRatio: 2, backgroundColor: "#fff" }));
    canvas.toBlob((blob) => save(name, "image/png", blob));
  }

  /** Once more, on white and with its title: a picture that goes elsewhere must tell what it is. */
  #drawn(how, take) {
    const { option, height, period, about } = this.#told;
    const size = { width: this.#width(FILE_PX), height: height + TITLE_PX };
    const chart = echarts.init(how.ssr ? null : el("div"), null, { ...how, ...size });
    const colours = palette(this.#parts.paper);
    const made = plain(option(colours, size.width));
    for (const part of ["grid", "visualMap", "legend"]) {
      if (typeof made[part]?.top === "number") made[part].top += TITLE_PX;
    }
    const under = [period, about].filter(Boolean).join(" · ");
    made.title = { text: t(`picture.${this.#name}`), subtext: under, left: 8, top: 8, textStyle: { color: colours.ink, fontSize: 18 }, subtextStyle: { color: colours.quiet } };
    made.backgroundColor = "#fff";
    chart.setOption(made);
    const taken = take(chart);
    chart.dispose();
    return taken;
  }
}

/** Nothing moves, and what stands in a picture stands in its texts: the page's policy forbids styles in texts. */
function plain(option) {
  const tooltip = option.tooltip && { renderMode: "richText", confine: true, ...option.tooltip };
  return { animation: false, ...option, tooltip };
}
