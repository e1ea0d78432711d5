// Shopify's admin around the embedded app: renders the messages of app-bridge.js, and sends clicks back.
const at = (id) => document.getElementById(id);
const app = at("app");
let links = [];
let toastTimer;

function button({ label, primary, disabled }, onPress) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.disabled = disabled;
  element.className = primary ? "primary" : "";
  element.addEventListener("click", onPress);
  return element;
}

/** The menu's entry of a page: the longest address that the page's own begins with. */
const entryOf = (pathname) =>
  links
    .filter(({ href, home }) => pathname === href || (!home && pathname.startsWith(`${href}/`)))
    .toSorted((one, other) => other.href.length - one.href.length)[0];

function showMenu(pathname) {
  const current = entryOf(pathname);
  at("nav").replaceChildren(
    ...links.map((entry) => {
      const { href, label } = entry;
      const link = document.createElement("a");
      link.href = href;
      link.textContent = label;
      if (entry === current) link.setAttribute("aria-current", "page");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        app.contentWindow.postMessage({ go: href }, location.origin);
      });
      return link;
    }),
  );
  // A narrow menu scrolls sideways.
  const nav = at("nav");
  const shown = nav.querySelector("[aria-current]");
  if (shown) nav.scrollLeft = shown.offsetLeft - nav.offsetLeft - (nav.clientWidth - shown.clientWidth) / 2;
}

/** Shows where the app is: in the menu, and in the address, so that a reload comes back to the same page. */
function showPlace(path) {
  const url = new URL(location.href);
  url.searchParams.set("path", path);
  history.replaceState(null, "", url);
  showMenu(new URL(path, location.href).pathname);
}

function toast({ message, isError, duration, action }, answer) {
  clearTimeout(toastTimer);
  at("toast").textContent = message;
  at("toast").className = isError ? "error" : "";
  if (message === "") return answer();
  if (action) {
    const pressed = document.createElement("button");
    pressed.textContent = action;
    pressed.onclick = () => {
      clearTimeout(toastTimer);
      at("toast").textContent = "";
      answer(true);
    };
    at("toast").append(pressed);
  }
  toastTimer = setTimeout(() => {
    at("toast").textContent = "";
    answer();
  }, duration);
}

const shows = {
  nav: (data, answer) => {
    links = data.links;
    showPlace(data.path);
    answer();
  },
  path: (path, answer) => {
    showPlace(path);
    answer();
  },
  title: ({ title, buttons }, answer) => {
    at("title").textContent = title;
    at("actions").replaceChildren(...buttons.map((one, place) => button(one, () => answer(place))));
    if (buttons.length === 0) answer();
  },
  "save-bar": ({ buttons }, answer) => {
    at("save-bar").hidden = buttons.length === 0;
    at("save-actions").replaceChildren(...buttons.map((one, place) => button(one, () => answer(place))));
    if (buttons.length === 0) answer();
  },
  loading: (on, answer) => {
    at("loading").hidden = !on;
    answer();
  },
  toast,
};

addEventListener("message", ({ origin, data, ports }) => {
  const show = origin === location.origin && typeof data?.sandbox === "string" ? shows[data.sandbox] : undefined;
  show?.(data.data, (result) => ports[0]?.postMessage(result));
});

at("staff").addEventListener("change", ({ target }) => {
  const url = new URL(location.href);
  url.searchParams.set("staff", target.value);
  location.assign(url);
});
