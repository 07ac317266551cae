// The head of the page: whose floor, what time there, and whether what is shown is live.

import { byId, setIcon, setText } from "./dom.js";
import { clockSeconds, clockTime, lang, longDate, pick, t } from "./text.js";

/** The city's name, the demo's mark and the choice of language. */
export function showCity(city) {
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === lang()));
  }
  if (!city) return;
  setText(byId("city"), pick(city.name));
  document.title = `${t(`view.${document.body.dataset.view ?? "seats"}`)} – ${pick(city.name)}`;
  byId("speed").hidden = !city.demo;
  setText(byId("speed"), city.speed === 1 ? t("demo.chip") : `${t("demo.chip")} ${t("demo.speed", { n: city.speed })}`);
}

/** Seconds only where they pass as elsewhere. */
export function showTime(clock) {
  const now = clock.now();
  setText(byId("clock"), clock.speed === 1 ? clockSeconds(now) : clockTime(now));
  setText(byId("date"), longDate(now));
}

/** @param link `state` connecting, live or lost, and `lostAt`; @param stale whether nothing may be believed any more */
export function showLink({ state, lostAt }, stale) {
  const element = byId("link");
  const time = lostAt ? clockSeconds(lostAt) : "";
  element.dataset.link = state;
  setIcon(element.firstElementChild, state === "live" ? "live" : "lost");
  setText(element.lastElementChild, t(`link.${state}`, { time }));
  const banner = byId("banner");
  banner.hidden = lostAt === null;
  banner.classList.toggle("stale", stale);
  setText(banner, banner.hidden ? "" : t(stale ? "banner.stale" : "banner.lost", { time }));
}
