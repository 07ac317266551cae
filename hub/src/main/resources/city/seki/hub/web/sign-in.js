// The sign-in panel: the city's directory, a user name and a password, or a token - whichever this hub takes.

import * as api from "./api.js";
import { byId, setText } from "./dom.js";
import { pick, t, translate } from "./text.js";

const FAILURES = ["denied", "unavailable", "expired", "untrusted", "no-role"];

let ways = null;
let failure = null;

/** Opens the panel, once. @param word why the city's directory signed nobody in, null if it was not asked */
export function ask(word) {
  const panel = byId("sign-in");
  if (panel.open) return;
  if (FAILURES.includes(word)) failure = () => t(`sign_in_failed.${word}`);
  panel.addEventListener("cancel", (event) => event.preventDefault());
  panel.addEventListener("click", (event) => {
    if (event.target.closest("[data-lang]")) requestAnimationFrame(showSoon);
  });
  send(byId("sign-in-account"), () => ({ name: byId("user").value.trim(), password: byId("password").value }), "password");
  send(byId("sign-in-token"), () => ({ token: byId("token").value.trim() }), "token");
  panel.showModal();
  show();
  learn();
}

/** What this hub takes; until it is known, everything but the directory is offered. */
async function learn() {
  try {
    ways = await api.ways();
  } catch {
    failure ??= () => t("error.network");
  }
  show();
  const field = byId(ways?.account ? "user" : "token");
  (ways?.directory ? byId("sign-in-directory") : field).focus();
}

function showSoon() {
  setTimeout(show, 200); // the texts of the other language are on their way
}

function show() {
  translate(byId("sign-in"));
  setText(byId("sign-in-error"), failure ? failure() : "");
  if (!ways) return;
  const { directory, account } = ways;
  const link = byId("sign-in-directory");
  link.hidden = !directory;
  byId("sign-in-or").hidden = !directory || !account;
  byId("sign-in-account").hidden = !account;
  byId("sign-in-by-token").open ||= !directory && !account;
  if (!directory) return;
  link.href = directory.url;
  setText(link, directory.name ? t("sign_in.directory_named", { name: pick(directory.name) }) : t("sign_in.directory"));
  byId("sign-in-away").hidden = directory.available;
}

function send(form, values, secret) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true; // one attempt at a time: each counts
    try {
      await api.signIn(values());
      location.reload();
      return;
    } catch (problem) {
      failure = () => words(problem, secret);
      show();
      byId(secret).select();
    }
    button.disabled = false;
  });
}

function words({ status, retryAfter }, secret) {
  if (status === 0) return t("error.network");
  if (status === 429) return t("sign_in.wait", { n: retryAfter ?? 60 });
  if (status === 401 || status === 400) return t(secret === "token" ? "error.token" : "error.password");
  return t("error.later");
}
