// Submits the store's forms without leaving the page, and reports the current shopper to the desk.
const tellShopper = () => {
  const { shopper } = document.body.dataset;
  if (shopper && parent !== window) parent.postMessage({ shopper }, location.origin);
};

async function submit(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  document.body.classList.add("busy");
  const response = await fetch(form.action, { method: "POST", body }).catch(() => null);
  document.body.classList.remove("busy");
  if (response === null || !response.ok) return;
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  history.replaceState(null, "", response.url);
  const { scrollY } = window;
  document.body.replaceWith(document.adoptNode(next.body));
  window.scrollTo(0, scrollY);
  tellShopper();
}

addEventListener("submit", (event) => {
  // The form of a theme block sends itself.
  if (event.defaultPrevented) return;
  event.preventDefault();
  void submit(event.target, event.submitter ?? undefined);
});
addEventListener("change", ({ target }) => {
  if ("atOnce" in target.dataset) target.form.requestSubmit();
});
tellShopper();
