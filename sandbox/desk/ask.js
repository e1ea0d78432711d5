/**
 * POSTs to the sandbox's API, and shows a refusal in the status line.
 * @returns the response body, or null
 */
export async function ask(path, body = {}) {
  const response = await fetch(`/sandbox/api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({ error: `the sandbox answered ${response.status}` }));
  if (response.ok) return answer;
  tell(answer.error);
  return null;
}

/** Shows a message in the status line for a few seconds. */
export function tell(text) {
  const line = document.createElement("div");
  line.className = "told";
  line.setAttribute("role", "alert");
  line.textContent = text;
  document.body.append(line);
  setTimeout(() => line.remove(), 6000);
}

/** Creates an element with a class, and children or texts. */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}
