// Refreshes a list of records after changes; opened records stay open.
const SECOND = 1000;
let version = null;

async function read() {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok) return;
  const opened = [...document.querySelectorAll("details[open]")].map(({ id }) => id);
  const { body } = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = body.querySelector("main");
  if (fresh.innerHTML === document.querySelector("main").dataset.read) return;
  fresh.dataset.read = fresh.innerHTML;
  for (const id of opened) fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  document.querySelector("main").replaceWith(document.adoptNode(fresh));
}

/** A form that somebody fills in stays as it is. */
const isWriting = () => Boolean(document.activeElement?.closest("form"));

async function watch() {
  if (isWriting()) return void setTimeout(watch, SECOND);
  const response = await fetch(`/sandbox/api/state?after=${version ?? -1}`).catch(() => null);
  if (response?.status === 200) {
    ({ version } = await response.json());
    await read();
  }
  setTimeout(watch, SECOND);
}
void watch();
