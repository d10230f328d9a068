// A page that waits for a worker looks again by itself. Without this file its plain link does the same.
const EVERY = 2000;
const LONGEST = 30 * 60 * 1000;
const begun = Date.now();

async function look() {
  const waiting = document.querySelector("[data-waiting]");
  if (!waiting || Date.now() - begun > LONGEST) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-waiting]");
    if (!now) return location.reload();
    if (now.textContent !== waiting.textContent) waiting.replaceChildren(...now.childNodes);
  } catch {
    // The server is away for a moment; the next look will tell.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
