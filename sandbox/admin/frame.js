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

function showMenu(path) {
  at("nav").replaceChildren(
    ...links.map(({ href, label }) => {
      const link = document.createElement("a");
      link.href = href;
      link.textContent = label;
      if (new URL(href, location.href).pathname === path) link.setAttribute("aria-current", "page");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        app.contentWindow.postMessage({ go: href }, location.origin);
      });
      return link;
    }),
  );
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
    showMenu(data.path);
    answer();
  },
  path: (path, answer) => {
    showMenu(path);
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

at("staff").addEventListener("change", ({ target }) => location.assign(`/sandbox/admin?staff=${target.value}`));
