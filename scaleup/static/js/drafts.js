// What is typed into a form with data-draft is kept in this browser until it is saved: for this person only, for 7 days,
// wiped at sign-out. Never passwords, hidden values or files. A draft marked as sent is dropped by the next page that
// shows another form: the save went through. If the connection was lost, the same form offers it again.
const PREFIX = "scaleup-draft:";
const SEVEN_DAYS = 7 * 24 * 60 * 60 * 1000;

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden store keeps nothing; the form itself is not touched.
  }
}

function wipeAll() {
  for (const key of keys()) localStorage.removeItem(key);
}

const typedIn = (form) =>
  [...form.elements].filter(
    (field) =>
      field.name &&
      field.matches("input, textarea, select") &&
      !["hidden", "password", "file", "submit", "button"].includes(field.type),
  );

function valuesOf(form) {
  return typedIn(form).map((field) => {
    const ticked = field.type === "checkbox" || field.type === "radio";
    return [field.name, ticked ? field.value : "", ticked ? field.checked : field.value];
  });
}

// A folded part opens when something is put back into it.
function show(field) {
  const folded = field.closest("details");
  if (folded) folded.open = true;
}

function putBack(form, values) {
  for (const [name, value, content] of values) {
    for (const field of typedIn(form)) {
      if (field.name !== name) continue;
      if (field.type === "checkbox" || field.type === "radio") {
        if (field.value === value && field.checked !== content) {
          field.checked = content;
          field.dispatchEvent(new Event("click", { bubbles: true }));
          field.checked = content;
          show(field);
        }
      } else {
        if (field.value !== content) show(field);
        field.value = content;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link-button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function offer(form, key, draft) {
  const band = document.createElement("div");
  band.className = "note n-soon draft";
  band.setAttribute("role", "status");
  const words = document.createElement("p");
  const when = new Date(draft.at).toLocaleString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "Europe/London",
  });
  const strong = document.createElement("strong");
  strong.textContent = "What you typed before was not saved.";
  words.append(strong, ` It is from ${when}.`);
  band.append(
    words,
    button("Put it back", () => {
      putBack(form, draft.values);
      band.remove();
    }),
    button("Throw it away", () => {
      localStorage.removeItem(key);
      band.remove();
    }),
  );
  form.prepend(band);
}

function keepDrafts(person) {
  if (!person) return;
  const forms = [...document.querySelectorAll("form[data-draft]")];
  const here = new Map(forms.map((form) => [`${PREFIX}${person}:${form.dataset.draft}`, form]));
  for (const key of keys()) {
    const draft = read(key);
    const mine = key.startsWith(`${PREFIX}${person}:`);
    const old = !draft || Date.now() - draft.at > SEVEN_DAYS;
    if (!mine || old || (draft.sent && !here.has(key))) localStorage.removeItem(key);
  }
  for (const [key, form] of here) {
    const before = JSON.stringify(valuesOf(form));
    const draft = read(key);
    if (draft && JSON.stringify(draft.values) !== before) offer(form, key, draft);
    let waiting = 0;
    const keep = (sent) => write(key, { at: Date.now(), sent, values: valuesOf(form) });
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, 300, false);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      keep(true);
    });
  }
}

for (const form of document.querySelectorAll("form[data-wipe-drafts]")) {
  form.addEventListener("submit", wipeAll);
}
keepDrafts(document.body.dataset.person ?? "");
