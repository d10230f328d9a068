// A register without saving: every tap is kept at once, in this browser first and then on the server, once by its key.
// What the server has not taken yet waits here for this person only; drafts.js wipes it at sign-out and after 7 days.
// The other half-days are fetched ahead, so that a lost connection stops nobody. Without this file the form is saved.
const PREFIX = "scaleup-draft:";
const SLOWEST = 20000;
const person = document.body.dataset.person ?? "";
const memory = new Map();
const halves = new Map();
let sending = false;
let wait = 1000;
let timer = 0;
let away = "";
let ahead = 0; // milliseconds that the server's clock is ahead of this device's

const shown = () => document.querySelector("[data-half]");
const formOf = (half) => half.querySelector("form[data-register]");
const everyCell = (name) => [...halves.values()].map((half) => half.querySelector(`[data-cell="${name}"]`)).find(Boolean);

// --- What waits in this browser ---

const keyOf = (event) => `${PREFIX}${person}:register:${event}`;

function waiting(event) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(event)))?.taps ?? [];
  } catch {
    return memory.get(event) ?? [];
  }
}

function keep(event, taps) {
  try {
    if (taps.length) localStorage.setItem(keyOf(event), JSON.stringify({ at: taps[0].at, sent: false, taps }));
    else localStorage.removeItem(keyOf(event));
  } catch {
    memory.set(event, taps);
  }
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// --- A cell ---

const chosen = (cell, letter) => cell.querySelector(`input[name^="${letter}-"]:checked`)?.value ?? "";
const control = (cell, letter) => cell.querySelector(`input[name^="${letter}-"]`);

function answerOf(cell) {
  const large = chosen(cell, "m");
  if (large === "here") return { attendance: "present" };
  if (large === "part") return { attendance: chosen(cell, "p") || "late", minutes: control(cell, "n").value.trim() };
  const why = chosen(cell, "a") || "absent";
  return why === "made_up" ? { attendance: why, made_up_on: control(cell, "d").value } : { attendance: why };
}

function missing(cell, answer) {
  const longest = Number(cell.dataset.longest);
  if ("minutes" in answer && !(/^\d+$/.test(answer.minutes) && answer.minutes > 0 && answer.minutes <= longest)) {
    return `Enter the minutes, from 1 to ${longest}. Until then it is not saved.`;
  }
  return "made_up_on" in answer && !answer.made_up_on ? "Enter the day of the make-up. Until then it is not saved." : "";
}

// How long somebody was there who comes or goes just now.
function guess(cell) {
  const form = cell.closest("form");
  const minutes = control(cell, "n");
  if (minutes.value || chosen(cell, "m") !== "part") return;
  const late = (chosen(cell, "p") || "late") === "late";
  const length = late ? Date.parse(form.dataset.ends) - Date.now() : Date.now() - Date.parse(form.dataset.starts);
  const found = Math.round(length / 60000);
  if (found > 0 && found < Number(cell.dataset.longest)) minutes.value = found;
  else minutes.focus();
}

function say(cell, kind, words) {
  const place = cell.querySelector(`[data-${kind}]`);
  place.hidden = !words;
  place.querySelector("span").textContent = words;
}

function show(cell, told) {
  const part = ["late", "left_early"].includes(told.attendance);
  const large = told.attendance === "present" ? "here" : part ? "part" : told.attendance ? "absent" : "";
  for (const radio of cell.querySelectorAll('input[name^="m-"]')) radio.checked = radio.value === large;
  const letter = part ? "p" : "a";
  for (const radio of cell.querySelectorAll(`input[name^="${letter}-"]`)) {
    if (large === "part" || large === "absent") radio.checked = radio.value === told.attendance;
  }
  if (part) control(cell, "n").value = told.minutes ?? "";
  control(cell, "d").value = told.made_up_on;
}

function countOf(half) {
  const there = half.querySelectorAll('input[name^="m-"]:is([value="here"], [value="part"]):checked').length;
  const figure = half.querySelector("[data-there]");
  if (figure) figure.textContent = there;
}

function drawSoFar(name) {
  const cell = everyCell(name);
  const mark = cell?.querySelector('input[name^="m-"]:checked + label .m');
  for (const half of halves.values()) {
    const small = half.querySelector(`[data-so="${name}"]`);
    if (small && mark) small.replaceChildren(mark.cloneNode(true));
  }
}

// --- A tap ---

function tap(cells) {
  const form = cells[0]?.closest("form");
  if (!form) return;
  const event = form.dataset.register;
  const taps = waiting(event);
  for (const cell of cells) {
    const answer = answerOf(cell);
    const why = missing(cell, answer);
    say(cell, "told", why);
    if (why) continue;
    const [booking, half_day] = cell.dataset.cell.split("-").map(Number);
    taps.push({ key: newKey(), booking, half_day, ...answer, seen: control(cell, "s").value, at: Date.now() + ahead });
    cell.querySelector("[data-says]")?.remove();
    drawSoFar(cell.dataset.cell);
  }
  keep(event, taps);
  countOf(form.closest("[data-half]"));
  tell();
  send();
}

function tell() {
  const half = shown();
  const count = waiting(formOf(half).dataset.register).length;
  const states = { saved: !count && !away, waiting: count > 0 && !away, away: Boolean(away) };
  for (const place of half.querySelectorAll("[data-state]")) place.hidden = !states[place.dataset.state];
  for (const figure of half.querySelectorAll("[data-count]")) {
    figure.textContent = count === 1 ? "1 mark is not saved yet." : `${count} marks are not saved yet.`;
  }
}

async function send() {
  const form = formOf(shown());
  const event = form.dataset.register;
  const taps = waiting(event).slice(0, 400);
  clearTimeout(timer);
  if (sending || !taps.length) return;
  sending = true;
  try {
    const answer = await fetch(`/training/${event}/register/taps`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value },
      body: JSON.stringify({ taps }),
    });
    away = answer.redirected || [400, 401, 403, 404].includes(answer.status) ? "gone" : "";
    if (away) return;
    if (!answer.ok) throw new Error(String(answer.status));
    take(event, taps, await answer.json());
    wait = 1000;
    setTimeout(send);
  } catch {
    timer = setTimeout(send, wait);
    wait = Math.min(wait * 2, SLOWEST);
  } finally {
    sending = false;
    tell();
  }
}

function take(event, sent, { told, warnings }) {
  const gone = new Set(sent.map((one) => one.key));
  const left = waiting(event).filter((one) => !gone.has(one.key));
  keep(event, left);
  const pending = new Set(left.map((one) => `${one.booking}-${one.half_day}`));
  for (const one of told) {
    const cell = everyCell(one.cell);
    if (!cell || pending.has(one.cell)) continue;
    control(cell, "s").value = one.seen;
    if (one.outcome === "lost" || one.outcome === "refused") show(cell, one);
    say(cell, "told", one.told);
    drawSoFar(one.cell);
  }
  for (const half of halves.values()) {
    for (const cell of half.querySelectorAll("[data-cell]")) {
      const booking = cell.dataset.cell.split("-")[0];
      if (booking in warnings) say(cell, "warning", warnings[booking]);
    }
    countOf(half);
  }
}

// --- Half-days ---

function open(half) {
  const tapped = waiting(formOf(half)?.dataset.register ?? "");
  for (const one of tapped) {
    const cell = half.querySelector(`[data-cell="${one.booking}-${one.half_day}"]`);
    if (cell) show(cell, { minutes: "", made_up_on: "", ...one });
  }
  formOf(half)?.classList.add("live");
  countOf(half);
}

async function fetchAhead() {
  for (const link of shown().querySelectorAll(".halfs a")) {
    const id = new URL(link.href).searchParams.get("half-day");
    if (halves.has(id)) continue;
    try {
      const answer = await fetch(link.href);
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const half = page.querySelector("[data-half]");
      if (half) {
        halves.set(half.dataset.half, document.adoptNode(half));
        open(half);
      }
    } catch {
      return;
    }
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".halfs a");
  const half = link && halves.get(new URL(link.href).searchParams.get("half-day"));
  if (half && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    shown().replaceWith(half);
    history.replaceState(null, "", link.href);
    half.querySelector("h1").focus();
    scrollTo(0, 0);
    tell();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest('form[data-register] button[name="all"]');
  if (!button) return;
  event.preventDefault();
  const cells = [...button.form.querySelectorAll("[data-cell]")].filter(
    (cell) => !chosen(cell, "m") && (button.value === "present" || cell.querySelector('input[name^="c-"]')),
  );
  for (const cell of cells) control(cell, "m").checked = true;
  tap(cells);
});

document.addEventListener("change", (event) => {
  const cell = event.target.closest("form[data-register] [data-cell]");
  if (!cell) return;
  if (event.target.type === "radio") guess(cell);
  tap([cell]);
});

addEventListener("online", () => {
  wait = 1000;
  send();
});
addEventListener("beforeunload", (event) => {
  if (waiting(formOf(shown()).dataset.register).length) event.preventDefault();
});

const first = shown();
if (first && formOf(first)) {
  ahead = Number(formOf(first).dataset.now) - Date.now();
  halves.set(first.dataset.half, first);
  open(first);
  tell();
  send();
  fetchAhead();
}
