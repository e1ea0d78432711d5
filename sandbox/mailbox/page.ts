import express, { type Router } from "express";
import { html, page, type Html } from "../html.ts";
import { moment } from "../records/moment.ts";
import type { Scene } from "../scene.ts";
import type { Mail } from "./mailbox.ts";

/** Email HTML renders in a sandboxed frame without scripts. */
const body = ({ html: written, text }: Mail): Html =>
  written === null
    ? html`<pre>${text}</pre>`
    : html`<iframe sandbox="allow-popups" title="The email" srcdoc="${written}"></iframe>`;

const nameOf = ({ store }: Scene, address: string): string => {
  const customer = store.customers.findLast(({ email }) => email === address);
  return customer ? `${customer.firstName} ${customer.lastName}` : address;
};

const entry = (scene: Scene, mail: Mail): Html =>
  html`<li>
    <details id="mail-${mail.id}">
      <summary>
        <b>${mail.subject || "(no subject)"}</b
        ><span>to ${mail.to.map((address) => nameOf(scene, address)).join(", ")}</span
        ><time>${moment(scene, mail.at)}</time>
      </summary>
      <dl>
        <dt>From</dt>
        <dd>${mail.from}</dd>
        <dt>To</dt>
        <dd>${mail.to.join(", ")}</dd>
        <dt>Message</dt>
        <dd>${mail.messageId}</dd>
      </dl>
      ${body(mail)}
    </details>
  </li>`;

/**
 * `GET /sandbox/mailbox`: the emails of all customers, newest first. `GET /sandbox/api/mailbox`: as JSON, oldest
 * first.
 */
export function mailboxPages(scene: Scene): Router {
  const router = express.Router();
  router.get("/mailbox", (_request, response) => {
    const mails = scene.mailbox.mails().toReversed();
    const list =
      mails.length === 0
        ? html`<p class="none">No email yet. What the app sends to anybody arrives here, and nowhere else.</p>`
        : html`<ol>
            ${mails.map((mail) => entry(scene, mail))}
          </ol>`;
    response.set("Cache-Control", "no-store").send(
      page(
        "Mailbox",
        ["records.css", "records.js"],
        html`<body>
          <main>
            <h1>Mailbox</h1>
            ${list}
          </main>
        </body>`,
      ),
    );
  });
  router.get("/api/mailbox", (_request, response) => void response.json(scene.mailbox.mails()));
  return router;
}
