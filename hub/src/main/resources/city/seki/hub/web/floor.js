// The floor page: puts the parts together and lets events move them.

import * as api from "./api.js";
import { OfficeCard } from "./card.js";
import { CityClock, Stopwatch } from "./clock.js";
import { Details } from "./details.js";
import { byId, el, loadStyle } from "./dom.js";
import { Feed } from "./feed.js";
import { Filter } from "./filter.js";
import { showCity, showLink, showTime } from "./head.js";
import { SeatLoader } from "./loader.js";
import { Floor, STALE_AFTER_S } from "./model.js";
import { signIn, takeToken } from "./session.js";
import { follow } from "./stream.js";
import { loadTexts, problemWord, setTimeZone, translate } from "./text.js";
import { followView, Parts } from "./view.js";

const LOOK_AGAIN_MS = 15_000; // units are heard without any seat changing: the ages on the screen are asked for again
const STREAM_FIRST_MS = 1_500; // the stream should be open before the first list is asked for; not at any price
const LOAD_AGAIN_MS = 5_000;
const TOAST_MS = 8_000;
const FIRST_OFFICES = 6;
const SEATS_FIRST_MS = 3_000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** `at`: the moment that the seats are shown of, null for now; `now()`: that moment. */
const page = { floor: new Floor(), clock: new CityClock(), at: null, demo: null, filter: null, details: null, complain, may, now, onTrouble, travel };
const { floor, clock } = page;
const parts = new Parts(page);
const cards = new Map();
const visible = new Set();
const loader = new SeatLoader(loadSeats);
const watcher = new IntersectionObserver(onSight, { rootMargin: "300px" });
const link = { state: "connecting", lostAt: null, heard: new Stopwatch(), loads: 0, asked: false, again: 0 };
const feed = new Feed(page);
let city = null;
let startAt = () => {};
let ready = Promise.resolve(); // the texts are there

// ---- changes are gathered and painted once per frame

const dirty = { offices: new Set(), seats: new Set(), feed: false };
let painting = false;

function repaint() {
  if (painting) return;
  painting = true;
  requestAnimationFrame(paint);
}

function paint() {
  painting = false;
  for (const id of dirty.offices) cards.get(id)?.refresh(floor.offices.get(id));
  for (const key of dirty.seats) {
    const [office, code] = key.split("\n");
    const seat = floor.seats.get(office)?.get(code);
    if (seat && cards.get(office)?.loaded) cards.get(office).plan.update(seat);
  }
  if (dirty.offices.size) page.filter.showTotals();
  if (page.filter.active) applyFilter(dirty.offices);
  if (dirty.feed) feed.show();
  page.details.refresh();
  dirty.offices.clear();
  dirty.seats.clear();
  dirty.feed = false;
}

function applyFilter(only = floor.offices.keys()) {
  for (const id of only) {
    const card = cards.get(id);
    if (!card) continue; // an office that has just been removed
    const hidden = !page.filter.office(floor.offices.get(id));
    if (card.element.hidden !== hidden) card.element.hidden = hidden;
  }
  let shown = 0;
  for (const card of cards.values()) if (!card.element.hidden) shown++;
  page.filter.showCount(shown);
}

function onFilter() {
  for (const [id, card] of cards) if (card.loaded) card.plan.refilter(floor.seats.get(id));
  applyFilter();
}

let search = null;

/** The list of what fits is code of its own, loaded when somebody types. */
async function onTyped(text) {
  try {
    if (!search && text !== "") {
      const { Search } = await import("./search.js");
      search ??= new Search(page, goTo);
    }
    search?.show(text);
  } catch {
    complain({ status: 0 });
  }
}

/** To a seat of any office, wherever it is on the page. */
async function goTo(office, seat) {
  try {
    if (!floor.seats.has(office)) await loadSeats(office);
  } catch {
    return; // its card says so
  }
  const card = cards.get(office);
  card?.see(floor.offices.get(office));
  card?.showSeats();
  const tile = card?.plan.tile(seat);
  if (!tile) return;
  choose(tile);
  tile.scrollIntoView({ block: "center" });
  page.details.enter();
}

/** Where something is wrong that may be looked for. */
function onTrouble(places) {
  page.filter.troubled = places;
  byId("alerts-only").closest("label").hidden = false;
  if (page.filter.alertsOnly) onFilter();
}

/** After a change of language or of staleness nothing on the page is as it was. */
function repaintAll() {
  for (const [id, card] of cards) {
    card.refresh(floor.offices.get(id));
    if (card.loaded) card.showSeats();
  }
  page.filter.showTotals();
  applyFilter();
  feed.show();
  page.details.refresh();
  parts.tell("refresh");
}

// ---- loading

async function loadCity() {
  city = await api.city();
  clock.tell(city.now);
  clock.speed = city.speed ?? 1;
  setTimeZone(city.time_zone);
}

/** Whether the reader has one of these roles; the hub looks again at each request. */
function may(...roles) {
  return city !== null && city.roles.some((role) => role === "admin" || roles.includes(role));
}

async function loadOffices() {
  const { at } = page;
  floor.expectOffices();
  const told = await api.offices(at);
  if (at !== page.at) return; // of another time than is looked at by now: that is on its way
  floor.setOffices(told);
  const drawn = document.createDocumentFragment();
  for (const [id, card] of cards) {
    if (floor.offices.has(id)) continue;
    card.element.remove();
    cards.delete(id);
  }
  for (const office of floor.offices.values()) drawn.append(cardOf(office).element);
  byId("offices").append(drawn);
  byId("offices").setAttribute("aria-busy", "false");
}

function cardOf(office) {
  let card = cards.get(office.office);
  if (!card) {
    card = new OfficeCard(office, page);
    cards.set(office.office, card);
    watcher.observe(card.element);
  }
  return card;
}

function onSight(entries) {
  const wanted = [];
  for (const { target, isIntersecting } of entries) {
    const id = target.dataset.office;
    if (isIntersecting) {
      visible.add(id);
      cards.get(id)?.see(floor.offices.get(id));
      if (!floor.seats.has(id) && !loader.isLoading(id)) wanted.push(id);
    } else {
      visible.delete(id);
      loader.forget(id);
    }
  }
  loader.want(...wanted);
}

async function loadSeats(office) {
  const { at } = page;
  floor.expectSeats(office);
  try {
    const told = await api.seats(office, at);
    if (at !== page.at) return;
    floor.setSeats(office, told);
  } catch (problem) {
    cards.get(office)?.failed();
    if (problem.status === 401) signIn();
    throw problem;
  }
  page.filter.learnZones([...floor.seats.get(office).values()].map((seat) => seat.zone));
  cards.get(office)?.showSeats();
  if (page.filter.active && floor.offices.has(office)) applyFilter([office]);
  page.details.refresh();
}

/** A pop-up office came or went: seats that are looked at are loaded anew, others when they are. */
function seatsChanged(office) {
  page.findSeat?.onSeat({ office });
  if (visible.has(office)) return loader.want(office);
  floor.seats.delete(office);
  cards.get(office)?.forgetSeats();
}

/** Everything anew: at the start, when the hub cannot tell what was missed, or when nothing may be believed any more. */
async function load() {
  clearTimeout(link.again); // else each failure would begin a row of tries of its own
  link.loads++;
  try {
    const told = Promise.all([api.session(), loadCity(), loadOffices()]);
    await Promise.allSettled([told, ready]);
    const [session] = await told;
    forgetUnseen();
    loader.again();
    loader.want(...(visible.size ? visible : firstOffices()));
    parts.tell("load");
    relabel();
    byId("views").querySelector('[href="#limits"]').hidden = !may("facilities");
    byId("views").querySelector('[href="#muster"]').hidden = !may("facilities");
    byId("views").querySelector('[href="#department"]').hidden = !may("supervisor", "hr");
    byId("views").querySelector('[href="#fleet"]').hidden = !may("facilities", "operator");
    byId("views").querySelector('[href="#units"]').hidden = !may("operator", "auditor");
    byId("views").querySelector('[href="#rollouts"]').hidden = !may("facilities", "operator", "auditor");
    byId("views").querySelector('[href="#reports"]').hidden = !may("hr", "facilities", "supervisor");
    if (session.person) {
      byId("views").querySelector('[href="#seat"]').hidden = false;
      if (city.roles.every((role) => role === "staff")) startAt("seat"); // others come to look after something
    }
    if (city.demo && may() && !page.demo) await startDemo(); // its panel is for admins
    wantBeside(session);
  } catch (problem) {
    complain(problem);
    if (problem.status !== 401) {
      clearTimeout(link.again);
      link.again = setTimeout(load, LOAD_AGAIN_MS);
    }
  }
  link.loads--;
  link.asked = true;
}

/** What is beside the seats: whoever opens the page came for those, so that it waits a moment for them. */
async function wantBeside({ person }) {
  await Promise.race([loader.done(), pause(SEATS_FIRST_MS)]);
  parts.want("who");
  if (person) parts.want("me");
  if (may("facilities", "operator")) parts.want("bell");
  if (may("facilities", "hr")) parts.want("replay");
}

/** Those on most screens: which ones are on this one is known a frame later only. */
function firstOffices() {
  return [...cards.keys()].slice(0, FIRST_OFFICES);
}

/** What is off the screen is loaded anew when it is looked at. */
function forgetUnseen() {
  for (const [id, card] of cards) {
    if (visible.has(id)) continue;
    floor.seats.delete(id);
    card.forgetSeats();
  }
}

// ---- the floor as it was

function now() {
  return page.at === null ? clock.now() : new Date(page.at);
}

/** To a moment that is over, or with null back to now: all seats anew, and until then none that is of another time. */
function travel(at) {
  page.at = at;
  document.body.classList.toggle("replaying", at !== null);
  page.details.close();
  floor.forgetSeats();
  for (const card of cards.values()) card.forgetSeats();
  load();
}

// ---- events of the hub

const events = {
  seat(seat) {
    page.findSeat?.onSeat(seat);
    if (page.at || !floor.setSeat(seat)) return;
    dirty.seats.add(`${seat.office}\n${seat.seat}`);
  },
  office(office) {
    if (page.at) return;
    const had = floor.offices.get(office.office)?.seats ?? office.seats;
    if (had !== office.seats) seatsChanged(office.office);
    if (floor.setOffice(office)) byId("offices").append(cardOf(office).element);
    dirty.offices.add(office.office);
  },
  tap(tap) {
    if (tap.seat) floor.taps.set(`${tap.office}/${tap.seat}`, tap);
    feed.add(tap);
    dirty.feed = true;
    page.demo?.onTap(tap);
  },
  light(light) {
    floor.lights.set(`${light.office}/${light.reader}`, light);
    cards.get(light.office)?.light(light.reader, light);
    page.demo?.onLight(light);
  },
  room(room) {
    page.rooms?.onRoom(room);
  },
  kit(kit) {
    page.kits?.onKit(kit);
  },
  alert(counts) {
    page.bell?.onAlert(counts);
    page.units?.onAlert();
    page.fleet?.onAlert();
  },
  rollout() {
    page.rollouts?.onRollout();
  },
  clock({ now }) {
    clock.tell(now);
  },
  reset() {
    load();
  },
};

let streamOpened;
const streamOpen = new Promise((resolve) => (streamOpened = resolve));

const hears = {
  event(name, data) {
    events[name]?.(data);
    repaint();
  },
  open(resumed) {
    streamOpened();
    const missed = !resumed && (link.asked || link.loads > 0);
    if (floor.stale || missed) load();
    link.state = "live";
    link.lostAt = null;
    showLink(link, floor.stale);
  },
  alive() {
    link.heard.mark();
  },
  lost() {
    link.state = "lost";
    link.lostAt ??= clock.now();
    showLink(link, floor.stale);
  },
  signedOut: signIn,
};

// ---- every second: ages grow, and silence makes everything unknown

function everySecond() {
  showTime(clock);
  const reloading = floor.stale && link.loads > 0; // what was stale stays so until it has been loaded again
  const stale = page.at === null && (link.heard.seconds() > STALE_AFTER_S || reloading);
  if (stale !== floor.stale) {
    floor.stale = stale;
    document.body.classList.toggle("stale", stale);
    repaintAll();
    showLink(link, floor.stale);
  }
  for (const id of visible) cards.get(id)?.showAge();
  page.details.refresh();
  parts.tell("everySecond");
}

// ---- choosing a seat

let moving = false; // by a key that moves the focus

function choose(tile) {
  const { office, seat } = tile.dataset;
  mark(page.details.chosen, false);
  cards.get(office).plan.remember(tile);
  page.details.open(office, seat);
  page.demo?.choose(office, `seat:${seat}`);
  mark(page.details.chosen, true);
}

function mark(chosen, on) {
  const tile = chosen && cards.get(chosen.office)?.plan.tile(chosen.seat);
  if (on) tile?.setAttribute("aria-current", "true");
  else tile?.removeAttribute("aria-current");
}

function listenToPlans() {
  const offices = byId("offices");
  offices.addEventListener("click", (event) => {
    const tile = event.target.closest(".seat");
    const kiosk = event.target.closest(".kiosk");
    if (tile) {
      choose(tile);
      if (event.detail === 0) page.details.enter(); // by Enter or space, not by a pointer
      else tile.scrollIntoView({ block: "nearest" });
    } else if (kiosk) {
      page.demo.choose(kiosk.dataset.office, kiosk.dataset.reader);
      page.demo.unfold();
    }
  });
  // a focus that comes back by itself, from a dialog or another window, opens nothing that was closed
  addEventListener("keydown", ({ key }) => (moving = key === "Tab" || key.startsWith("Arrow")), true);
  for (const over of ["keyup", "pointerdown", "blur"]) addEventListener(over, () => (moving = false), over !== "blur");
  offices.addEventListener("focusin", (event) => moving && event.target.matches(".seat") && choose(event.target));
  addEventListener("keydown", (event) => event.key === "Escape" && page.details.close());
}

function onDetailsClosed(chosen) {
  mark(chosen, false);
  if (!byId("details").contains(document.activeElement) && document.activeElement !== document.body) return;
  cards.get(chosen.office)?.plan.tile(chosen.seat)?.focus();
}

// ---- language, complaints, start

async function speak(language) {
  await loadTexts(language);
  relabel();
}

/** Writes everything in the language and the city of now. */
function relabel() {
  translate(document.body);
  showCity(city);
  page.filter.translate();
  page.details.translate();
  search?.translate();
  page.demo?.translate();
  parts.tell("translate");
  repaintAll();
  showLink(link, floor.stale);
}

function complain(problem) {
  if (problem.status === 401) return signIn();
  const text = problemWord(problem);
  if (byId("toasts").textContent.includes(text)) return;
  const toast = el("p", {}, text);
  byId("toasts").append(toast);
  setTimeout(() => toast.remove(), TOAST_MS);
}

/** Code, style and panel of the demo are not part of a real city's page. */
async function startDemo() {
  loadStyle("/web/demo.css");
  const [{ Demo }, told] = await Promise.all([import("./demo.js"), api.demo()]);
  page.demo = new Demo(page, told);
  translate(byId("demo"));
  page.demo.translate();
  for (const [id, card] of cards) {
    if (!card.loaded) continue;
    card.plan.clear(); // drawn again, with lamps
    if (floor.seats.has(id)) card.showSeats();
  }
}

function showView(view) {
  showCity(city);
  if (view !== "seats") page.details.close(); // a sheet over a phone's floor is not what one comes back for
  parts.want(view);
}

async function start() {
  page.filter = new Filter(floor, onFilter, onTyped);
  page.details = new Details(page, onDetailsClosed);
  listenToPlans();
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.addEventListener("click", () => speak(button.dataset.lang).catch(() => complain({ status: 0 })));
  }
  const spoken = loadTexts();
  await takeToken();
  ready = spoken.then(() => {
    relabel();
    startAt = followView(showView); // asks the hub, so that it needs the session
  });
  follow("/api/v1/events", hears);
  await Promise.race([streamOpen, pause(STREAM_FIRST_MS)]);
  await load();
  everySecond();
  setInterval(everySecond, 1_000);
  setInterval(() => {
    if (document.hidden || link.state !== "live") return;
    if (page.at === null) loader.want(...visible);
    parts.tell("lookAgain");
  }, LOOK_AGAIN_MS);
}

start();
