// App Bridge for the sandbox: the API of Shopify's script, with messages to the frame in frame.js.
(() => {
  const plainFetch = window.fetch.bind(window);
  const opened = new URLSearchParams(location.search);
  const script = document.currentScript;

  /** Posts a message to the frame, which answers through a port. */
  function post(kind, data, onAnswer) {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data: answer }) => onAnswer(answer);
    parent.postMessage({ sandbox: kind, data }, location.origin, [channel.port2]);
  }
  const tell = (kind, data) => new Promise((resolve) => post(kind, data, resolve));

  async function idToken() {
    const response = await plainFetch("/sandbox/token", { method: "POST" });
    if (!response.ok) throw new Error("the sandbox gave no session token");
    return response.text();
  }

  async function authorised(request) {
    request.headers.set("Authorization", `Bearer ${await idToken()}`);
    return request;
  }

  // Adds a session token to requests to the app. Retries once with a new token after a 401.
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has("Authorization"))
      return plainFetch(request);
    const spare = request.clone();
    const response = await plainFetch(await authorised(request));
    if (response.headers.get("X-Shopify-Retry-Invalid-Session-Request")) return plainFetch(await authorised(spare));
    const elsewhere = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (elsewhere) window.open(elsewhere, "_top");
    return response;
  };

  // Opens `_top` addresses, such as a charge approval, in the top frame.
  const openElsewhere = window.open.bind(window);
  window.open = (address, target, ...more) => {
    const url = new URL(address, location.href);
    if (target !== "_top" || url.origin !== location.origin || !url.pathname.startsWith("/sandbox/"))
      return openElsewhere(address, target, ...more);
    parent.location.assign(url);
    return null;
  };

  const describe = (button) => ({
    label: button.textContent.trim() || (button.getAttribute("variant") === "primary" ? "Save" : "Discard"),
    primary: button.getAttribute("variant") === "primary",
    disabled: button.hasAttribute("disabled"),
  });
  const buttonsOf = (element) => [...element.querySelectorAll("button")];

  /** Shows an element's buttons in the frame, and forwards their clicks. */
  const showButtons = (kind, element, more) =>
    post(kind, { ...more, buttons: buttonsOf(element).map(describe) }, (pressed) =>
      buttonsOf(element)[pressed]?.click(),
    );

  /** Reports an element of the app to the frame when it is added, changed or removed. */
  const mirrored = (report, clear) =>
    class extends HTMLElement {
      connectedCallback() {
        this.watcher = new MutationObserver(() => report(this));
        this.watcher.observe(this, { subtree: true, childList: true, attributes: true, characterData: true });
        setTimeout(() => this.isConnected && report(this));
      }
      disconnectedCallback() {
        this.watcher.disconnect();
        clear(this);
      }
    };

  /** The page's own address, without the parameters with which Shopify opens it. */
  function pageAddress() {
    const query = new URLSearchParams(location.search);
    for (const name of ["embedded", "shop", "locale", "host", "id_token", "hmac", "session", "timestamp"])
      query.delete(name);
    return location.pathname + (query.size > 0 ? `?${query}` : "");
  }

  const links = (menu) => [...menu.querySelectorAll("a[href], s-link[href]")];
  const reportMenu = (menu) =>
    tell("nav", {
      links: links(menu).map((link) => ({
        href: link.getAttribute("href"),
        label: link.textContent.trim(),
        home: link.getAttribute("rel") === "home",
      })),
      path: pageAddress(),
    });

  customElements.define(
    "ui-nav-menu",
    mirrored(reportMenu, () => {}),
  );
  customElements.define(
    "s-app-nav",
    mirrored(reportMenu, () => {}),
  );
  customElements.define(
    "ui-title-bar",
    mirrored(
      (bar) => bar.closest("ui-modal") || showButtons("title", bar, { title: bar.getAttribute("title") ?? "" }),
      () => tell("title", { title: "", buttons: [] }),
    ),
  );

  class SaveBar extends HTMLElement {
    show() {
      if (this.shown) return;
      this.shown = true;
      // The frame must show a disabled button as disabled.
      this.watcher = new MutationObserver(() => this.report());
      this.watcher.observe(this, { subtree: true, childList: true, attributes: true, characterData: true });
      this.report();
      this.dispatchEvent(new Event("show"));
    }
    report() {
      if (buttonsOf(this).length > 0) showButtons("save-bar", this, {});
    }
    hide() {
      this.watcher?.disconnect();
      this.shown = false;
      void tell("save-bar", { buttons: [] });
      this.dispatchEvent(new Event("hide"));
    }
    toggle() {
      if (this.shown) this.hide();
      else this.show();
    }
    disconnectedCallback() {
      if (this.shown) this.hide();
    }
  }
  customElements.define("ui-save-bar", SaveBar);

  const MODAL = `
    <style>
      :host { display: none; position: fixed; inset: 0; z-index: 600; background: rgb(0 0 0 / 0.45);
        font: 14px/1.5 Inter, system-ui, sans-serif; }
      :host([open]) { display: grid; place-items: center; }
      section { background: #fff; border-radius: 14px; width: min(560px, 92vw); max-height: 84vh; overflow: auto;
        box-shadow: 0 12px 50px rgb(0 0 0 / 0.35); }
      header { display: flex; justify-content: space-between; align-items: center; padding: 14px 18px;
        background: #f3f3f3; font-weight: 650; }
      main { padding: 18px; }
      footer { display: flex; gap: 8px; justify-content: flex-end; padding: 12px 18px; border-top: 1px solid #e3e3e3; }
      button { font: inherit; padding: 5px 12px; border: 1px solid #c9c9c9; border-radius: 8px;
        background: #fff; cursor: pointer; }
      button.primary { background: #303030; color: #fff; border-color: #303030; }
    </style>
    <section role="dialog" aria-modal="true">
      <header><span></span><button aria-label="Close">✕</button></header>
      <main><slot></slot></main><footer></footer>
    </section>`;

  class Modal extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: "open" }).innerHTML = MODAL;
      this.shadowRoot.querySelector("header button").onclick = () => this.hide();
    }
    show() {
      const bar = this.querySelector("ui-title-bar");
      this.shadowRoot.querySelector("header span").textContent = bar?.getAttribute("title") ?? "";
      const buttons = (bar ? buttonsOf(bar) : []).map((original) => {
        const button = document.createElement("button");
        const { label, primary } = describe(original);
        button.textContent = label;
        button.className = primary ? "primary" : "";
        button.onclick = () => original.click();
        return button;
      });
      this.shadowRoot.querySelector("footer").replaceChildren(...buttons.toReversed());
      this.shadowRoot.querySelector("footer").hidden = buttons.length === 0;
      this.setAttribute("open", "");
      this.dispatchEvent(new Event("show"));
    }
    hide() {
      this.removeAttribute("open");
      this.dispatchEvent(new Event("hide"));
    }
    toggle() {
      if (this.hasAttribute("open")) this.hide();
      else this.show();
    }
  }
  customElements.define("ui-modal", Modal);

  // Uses a style sheet, because a change to the document would disturb hydration.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("ui-nav-menu, s-app-nav, ui-save-bar, ui-title-bar { display: none }");
  document.adoptedStyleSheets.push(sheet);

  const call = (method) => async (id) => document.getElementById(id)?.[method]?.();
  const control = { show: call("show"), hide: call("hide"), toggle: call("toggle") };
  let toasts = 0;

  window.shopify = {
    config: {
      apiKey: script?.dataset.apiKey ?? "",
      shop: opened.get("shop"),
      locale: opened.get("locale") ?? "en",
      host: opened.get("host"),
    },
    origin: location.origin,
    environment: { embedded: true, mobile: false, intent: false, pos: false },
    ready: Promise.resolve(),
    idToken,
    loading: (on) => void tell("loading", on ?? false),
    toast: {
      show: (message, options = {}) => {
        void tell("toast", {
          message,
          isError: options.isError === true,
          duration: options.duration ?? 5000,
          action: options.action,
        }).then((pressed) => (pressed ? options.onAction?.() : options.onDismiss?.()));
        return `toast-${(toasts += 1)}`;
      },
      hide: () => void tell("toast", { message: "" }),
    },
    // The sandbox's store has granted all scopes from the start.
    scopes: {
      query: async () => ({ granted: [], required: [], optional: [] }),
      request: async (scopes) => ({
        result: "granted-all",
        detail: { granted: scopes, required: [], optional: scopes },
      }),
      revoke: async () => ({ detail: { granted: [], required: [], optional: [] } }),
    },
    saveBar: { ...control, leaveConfirmation: async () => {} },
    modal: control,
  };

  // The frame highlights the current page in its menu, and takes its address over.
  for (const method of ["pushState", "replaceState"]) {
    const original = history[method].bind(history);
    history[method] = (...given) => {
      original(...given);
      void tell("path", pageAddress());
    };
  }
  addEventListener("popstate", () => void tell("path", pageAddress()));

  // A click in the frame's menu clicks the app's own link, so that its router handles it.
  addEventListener("message", ({ origin, data }) => {
    if (origin !== location.origin || typeof data?.go !== "string") return;
    const link = [...document.querySelectorAll("ui-nav-menu, s-app-nav")]
      .flatMap(links)
      .find((one) => one.getAttribute("href") === data.go);
    if (link) link.click();
    else location.assign(data.go);
  });

  // The bounce page returns to the page that needed a new token.
  const back = opened.get("shopify-reload");
  if (back && new URL(back, location.href).origin === location.origin) {
    void idToken().then((token) => {
      const url = new URL(back, location.href);
      url.searchParams.set("id_token", token);
      location.replace(url);
    });
  }
})();
