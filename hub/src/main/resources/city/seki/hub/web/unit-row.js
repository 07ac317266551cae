// One line each of a unit that has a certificate, and of a claim, with what can be done about it.

import { ActForm } from "./act-form.js";
import * as api from "./api.js";
import { el, icon, setIcon, setText } from "./dom.js";
import { certificateState } from "./unit-model.js";
import { length, moment, pick, t, translate } from "./text.js";

const REASONS = ["stolen", "retired"];
const ICONS = {
  valid: "available",
  renewing: "reserved",
  over: "overdue",
  revoked: "out-of-service",
  open: "card",
  used: "available",
  expired: "overdue",
  withdrawn: "out-of-service",
};

/** What both kinds of lines have in common. */
class Row {
  element = el("li", { class: "unit-row", tabindex: "-1" });
  page;
  value = null;
  parts = {};
  act;

  constructor(page, act) {
    this.page = page;
    this.act = act;
    const p = this.parts;
    p.icon = icon("unknown");
    p.state = el("b");
    p.unit = el("span", { class: "unit" });
    p.office = el("span", { class: "quiet" });
    p.time = el("span", { class: "time" });
    p.note = el("p", { class: "quiet note-line" });
    this.element.append(el("p", { class: "state-line" }, p.icon, p.state), el("p", { class: "name-line" }, p.unit, p.office), p.time, p.note, act.element);
    act.translate();
  }

  /** @param offered whether there is anything to do about it, for those who may */
  put(state, word, offered, note) {
    const { unit, office } = this.value;
    const p = this.parts;
    if (this.element.dataset.state !== state) this.element.dataset.state = state;
    setIcon(p.icon, ICONS[state] ?? "unknown");
    setText(p.state, word);
    setText(p.unit, unit);
    setText(p.office, office ? pick(this.page.floor.offices.get(office)?.name) || office : "");
    setText(p.note, note);
    this.act.element.hidden = !offered || !this.page.units.keeper;
  }

  async carryOut(asked) {
    await asked;
    await this.page.units.load();
    this.element.focus(); // the form that had the focus is gone
  }

  translate() {
    translate(this.element);
    if (this.value) this.show(this.value);
  }

  /** "until 1 March 10:00 (89 days left)", or since when it is over. */
  until(text, left, ended) {
    const now = this.page.clock.now();
    const s = (Date.parse(text) - now) / 1000;
    return t(s > 0 ? left : ended, { time: moment(text, now), length: length(Math.abs(s)) });
  }
}

export class CertificateRow extends Row {
  constructor(unit, page) {
    const choices = [["", "revoke.choose"], ...REASONS.map((reason) => [reason, `revoke.${reason}`])];
    const select = el("select", { required: true }, ...choices.map(([value, key]) => el("option", { value, "data-t": key })));
    const text = { open: "revoke.open", label: "revoke.reason", go: "revoke.go", done: "revoke.done" };
    super(page, new ActForm(text, select, (reason) => this.carryOut(api.revokeUnit(unit, reason))));
  }

  show(certificate) {
    this.value = certificate;
    this.act.sure = t("revoke.sure", { unit: certificate.unit });
    this.showTimes();
  }

  showTimes() {
    const { until, revoked } = this.value;
    const state = certificateState(this.value, this.page.clock.now());
    const note = revoked ?? state;
    this.put(state, t(`unit_state.${state}`), state !== "revoked", note === "valid" ? "" : t(`unit_do.${note}`));
    setText(this.parts.time, revoked ? "" : this.until(until, "certificates.until", "certificates.ended"));
  }
}

export class ClaimRow extends Row {
  constructor(key, page) {
    const text = { open: "withdraw.open", go: "withdraw.go", done: "withdraw.done" };
    super(page, new ActForm(text, null, () => this.carryOut(api.withdrawClaim(this.value))));
  }

  show(claim) {
    this.value = claim;
    this.act.sure = t("withdraw.sure", { unit: claim.unit });
    this.showTimes();
  }

  showTimes() {
    const { batch, state, approval, expires } = this.value;
    const about = [t("claims.batch", { batch })];
    if (state === "open") about.push(t(`claim_approval.${approval}`));
    this.put(state, t(`claim_state.${state}`), state === "open", about.join(" · "));
    const told = state === "open" || state === "expired";
    setText(this.parts.time, told ? this.until(expires, "claims.until", "claims.expired") : "");
  }
}
