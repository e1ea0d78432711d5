// Sends the opt-in form without leaving the page. Without this script the form posts by itself.
class ShopbellOptIn extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[role=status]");
    if (!this.form || !this.status) return;
    // The messages by the fields take the place of the browser's own.
    this.form.noValidate = true;
    this.form.elements.timezone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
    this.form.elements.page.value = location.origin + location.pathname;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    this.show([]);
    this.say("");
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(new FormData(this.form)),
      });
      this.take(await response.json());
    } catch {
      this.say(this.words("failed"));
    } finally {
      this.busy = false;
    }
  }

  take(answer) {
    if (answer.ok) return this.finish(answer.phone);
    if (answer.reason === "invalid") return this.show(answer.problems);
    if (answer.wording) {
      this.querySelector("[data-wording]").textContent = answer.wording.words;
      this.form.elements.version.value = answer.wording.version;
      this.form.elements.agreed.checked = false;
      this.form.elements.agreed.focus();
    }
    this.say(this.words(answer.reason) ?? answer.message ?? this.words("failed"));
  }

  /** Writes each problem by its field, and moves to the first. */
  show(problems) {
    for (const place of this.querySelectorAll("[data-problem-of]")) {
      const name = place.dataset.problemOf;
      const problem = problems.find(({ field }) => field === name);
      place.textContent = problem ? (this.words(problem.code) ?? problem.message) : "";
      const field = this.form.elements[name];
      if (problem) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    if (problems[0]) this.form.elements[problems[0].field].focus();
  }

  finish(phone) {
    this.dataset.state = "done";
    this.say(`${this.words("done")}\n${this.words("doneBody")}`);
    this.status.focus();
    // Shopify asks apps to tell of a number that a visitor gives; without consent to that it tells nobody.
    void window.Shopify?.analytics?.visitor?.({ phone });
  }

  words(name) {
    return this.dataset[name];
  }

  say(words) {
    this.status.textContent = words;
  }
}

if (!customElements.get("shopbell-opt-in")) customElements.define("shopbell-opt-in", ShopbellOptIn);
