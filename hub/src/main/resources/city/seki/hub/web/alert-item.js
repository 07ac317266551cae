// One alert in the list: what, where, since when, what to do, and who takes care of it.

import { ActForm } from "./act-form.js";
import * as words from "./alert-words.js";
import * as api from "./api.js";
import { lasts } from "./bell.js";
import { el, icon, setIcon, setText } from "./dom.js";
import { t } from "./text.js";

const LONGEST_NOTE = 500;

export class AlertItem {
  element = el("li", { class: "alert", tabindex: "-1" });
  #page;
  #alert;
  #forms = [];
  #formsFor = "";
  #parts = {};

  constructor(alert, page) {
    this.#page = page;
    this.#alert = alert;
    const p = this.#parts;
    p.icon = icon("unknown");
    p.what = el("h4");
    p.when = el("p", { class: "when-line" });
    p.where = el("p", { class: "where" });
    p.about = el("p", { class: "about-line" });
    p.todo = el("p", { class: "todo" });
    p.units = el("a", { href: "#units" });
    p.unit = el("span", { class: "quiet" });
    p.taken = el("p", { class: "taken" }, icon("available"), el("span"));
    this.element.append(p.icon, p.what, p.when, p.where, p.about, p.todo, p.units, p.taken);
    this.refresh(alert);
  }

  /** With what the hub tells of it now; what somebody types into its form stays. */
  refresh(alert = this.#alert) {
    this.#alert = alert;
    const p = this.#parts;
    const going = lasts(alert);
    const isTaken = alert.acknowledged !== null;
    this.element.classList.toggle("waits", going && !isTaken);
    this.element.classList.toggle("going", going);
    setIcon(p.icon, words.alertIcon(alert));
    setText(p.what, words.headline(alert));
    const where = words.whereWord(alert, this.#page.floor.offices);
    const view = words.viewOf(alert);
    if (p.where.textContent !== where) p.where.replaceChildren(view ? el("a", { href: view }, where) : where);
    const unit = alert.unit ? t("alert_about.unit", { unit: alert.unit }) : "";
    setText(p.unit, unit);
    p.about.replaceChildren(...[words.aboutWord(alert), p.unit].filter((part) => part !== "" && part.textContent !== ""));
    p.about.hidden = !p.about.textContent;
    setText(p.todo, going ? words.whatToDo(alert) : "");
    p.units.hidden = !words.isOfEnrolment(alert) || !this.#page.may("operator");
    setText(p.units, t("alerts.units"));
    this.showTimes();
    this.#offer(!going ? "" : !isTaken ? "take" : alert.acknowledged.mine ? "mine" : "taken");
  }

  /** What changes with time alone. */
  showTimes() {
    const now = this.#page.clock.now();
    const going = lasts(this.#alert);
    const taken = words.careWord(this.#alert, now, going);
    setText(this.#parts.when, words.whenWord(this.#alert, now, going));
    this.#parts.taken.hidden = !taken;
    setText(this.#parts.taken.lastElementChild, taken);
  }

  translate() {
    for (const form of this.#forms) form.translate();
    this.refresh();
  }

  /** What one may do about it; a form stays as long as that is the same. */
  #offer(what) {
    if (what === this.#formsFor) return;
    this.#formsFor = what;
    for (const form of this.#forms) form.element.remove();
    this.#forms = what === "" ? [] : [this.#careForm(what)];
    if (what === "mine") this.#forms.push(this.#downForm());
    for (const form of this.#forms) {
      form.translate();
      this.element.append(form.element);
    }
  }

  #careForm(what) {
    const open = { take: "acknowledge.open", mine: "acknowledge.change", taken: "acknowledge.take_over" }[what];
    const go = what === "mine" ? "acknowledge.change_go" : "acknowledge.go";
    const text = { open, label: "acknowledge.note", go, done: "acknowledge.done" };
    const note = what === "mine" ? this.#alert.acknowledged.note : null;
    return new ActForm(text, { maxlength: LONGEST_NOTE, value: note }, (typed) => this.#tell(api.acknowledge(this.#alert.alert, typed)));
  }

  #downForm() {
    const form = new ActForm({ open: "put_down.open", go: "put_down.go", done: "put_down.done" }, null, () => this.#tell(api.putDown(this.#alert.alert)));
    form.sure = t("put_down.sure");
    return form;
  }

  async #tell(done) {
    await done;
    this.#formsFor = "again"; // the note in the form is another one now
    await this.#page.bell.load();
    this.element.focus(); // the form that had the focus is gone
  }
}
