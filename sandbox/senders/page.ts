import express, { type Router } from "express";
import { html, page, type Html } from "../html.ts";
import { moment } from "../records/moment.ts";
import type { Scene } from "../scene.ts";
import { refusalReasons } from "../twilio/registry/verifications.ts";
import { lineTypes } from "../twilio/registry/registry.ts";
import { sendersOf, type AccountView, type VerificationView } from "./senders.ts";

const RETURN = html`<input type="hidden" name="return" value="/sandbox/senders" />`;

/** A form that posts to the sandbox's API, and comes back. */
const form = (path: string, fields: Html | string) =>
  html`<form method="post" action="/sandbox/api/twilio/${path}">${RETURN}${fields}</form>`;

const states: Record<VerificationView["status"], { label: string; tone: string }> = {
  PENDING_REVIEW: { label: "waiting for review", tone: "wait" },
  IN_REVIEW: { label: "in review", tone: "wait" },
  TWILIO_APPROVED: { label: "approved", tone: "good" },
  TWILIO_REJECTED: { label: "refused", tone: "bad" },
};

const decisions = ({ sid }: VerificationView): Html =>
  html`<div class="acts">
    ${form(`verifications/${sid}/approve`, html`<button type="submit" class="main">Approve</button>`)}
    ${form(
      `verifications/${sid}/refuse`,
      html`<label
          >Reason
          <select name="code">
            ${Object.entries(refusalReasons).map(
              ([code, { reason }]) => html`<option value="${code}">${code} · ${reason}</option>`,
            )}
          </select></label
        ><button type="submit">Refuse</button>`,
    )}
    ${form(
      `verifications/${sid}/delay`,
      html`<label>Days <input name="days" type="number" min="1" max="365" value="3" /></label
        ><button type="submit">Let it wait longer</button>`,
    )}
  </div>`;

function verification(scene: Scene, each: VerificationView): Html {
  const { label, tone } = states[each.status];
  const isOpen = tone === "wait";
  const when = isOpen
    ? `Approved by itself on ${moment(scene, each.dueAt)}`
    : `Decided on ${moment(scene, each.updatedAt)}`;
  const edit =
    each.editExpiration === null
      ? each.refusal && "It cannot be corrected"
      : `It may be corrected until ${moment(scene, each.editExpiration)}`;
  return html`<section class="verification">
    <h3>Verification of ${each.phoneNumber} <span class="state ${tone}">${label}</span></h3>
    <p>${when}.${each.refusal && html` <b>${each.refusal.code}: ${each.refusal.reason}.</b> ${edit}.`}</p>
    ${isOpen && decisions(each)}
    <details id="form-${each.sid}">
      <summary><b>What the business sent in</b><time>${moment(scene, each.submittedAt)}</time></summary>
      <dl>
        ${Object.entries(each.form).map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${[value].flat().join(", ")}</dd>`,
        )}
      </dl>
    </details>
  </section>`;
}

const campaign = (number: AccountView["numbers"][number]): Html | string => {
  if (number.kind !== "local" || number.country !== "US") return "";
  if (number.registered) return "in an approved campaign";
  return form(
    "numbers/campaign",
    html`<input type="hidden" name="phone" value="${number.phoneNumber}" /><button type="submit">
        Approve its campaign
      </button>`,
  );
};

const account = (scene: Scene, each: AccountView): Html =>
  html`<article class="account">
    <h2>${each.friendlyName} <span class="state ${each.status === "active" ? "good" : "bad"}">${each.status}</span></h2>
    <p><code>${each.sid}</code>${each.isParent && " the parent of all others"}</p>
    ${
      each.numbers.length + each.services.length === 0
        ? html`<p>No number and no messaging service yet.</p>`
        : html`<ul>
            ${each.numbers.map(
              (number) =>
                html`<li>
                  <b>${number.phoneNumber}</b> ${number.kind}, ${number.country},
                  ${number.service === null ? "in no service" : `in the service ${number.service}`} ${campaign(number)}
                </li>`,
            )}
            ${each.services.map(
              (service) =>
                html`<li>
                  Service <b>${service.friendlyName}</b> <code>${service.sid}</code>
                  ${service.alphaSenders.length > 0 && `sends as ${service.alphaSenders.join(", ")}`}
                </li>`,
            )}
          </ul>`
    }
    ${each.verifications.map((one) => verification(scene, one))}
    ${
      each.status !== "closed" &&
      html`<details id="bring-${each.sid}">
        <summary><b>Bring a number along</b></summary>
        ${form(
          "numbers",
          html`<input type="hidden" name="account" value="${each.sid}" /><label
              >Number or short code <input name="phoneNumber" placeholder="+12125550199" required /></label
            ><button type="submit">Bring</button>`,
        )}
      </details>`
    }
  </article>`;

const world = ({ reviewDays, countriesOff, lines, deactivated }: ReturnType<typeof sendersOf>): Html =>
  html`<article class="account">
    <h2>The carriers</h2>
    ${form(
      "review",
      html`<label
          >Days that a review takes <input name="days" type="number" min="0" max="365" value="${reviewDays}" /></label
        ><button type="submit">Set</button>`,
    )}
    <p>Countries without permission: ${countriesOff.length > 0 ? countriesOff.join(", ") : "none"}</p>
    ${form(
      "countries",
      html`<label>Country <input name="country" size="3" maxlength="2" placeholder="DE" required /></label
        ><button type="submit" name="allowed" value="false">Forbid</button
        ><button type="submit" name="allowed" value="true">Permit</button>`,
    )}
    <p>
      Lines that are not mobile:
      ${
        Object.entries(lines)
          .map(([phone, type]) => `${phone} (${type})`)
          .join(", ") || "none"
      }
    </p>
    ${form(
      "lines",
      html`<label>Number <input name="phone" placeholder="+12125550123" required /></label
        ><label
          >Line
          <select name="type">
            ${lineTypes.map((type) => html`<option>${type}</option>`)}
          </select></label
        ><button type="submit">Set</button>`,
    )}
    <p>Deactivated: ${deactivated.map(({ phone, date }) => `${phone} on ${date}`).join(", ") || "none"}</p>
    ${form(
      "deactivations",
      html`<label>Number <input name="phone" placeholder="+12125550123" required /></label
        ><button type="submit">Deactivate today</button>`,
    )}
  </article>`;

/** `GET /sandbox/senders`: Twilio's accounts, numbers and verifications, and the decision of a review. */
export function sendersPage(scene: Scene): Router {
  return express.Router().get("/senders", (request, response) => {
    const all = sendersOf(scene.twilio.registry);
    const [parent, ...subaccounts] = all.accounts;
    const { problem } = request.query;
    const body = html`<body>
      <main>
        <h1>Senders</h1>
        <p>What each shop has at Twilio: its subaccount, its numbers, and the verification that carriers ask for.</p>
        ${typeof problem === "string" && html`<p class="problem" role="alert">${problem}</p>`}
        ${subaccounts.length === 0 && html`<p class="none">No shop has a subaccount of its own yet.</p>`}
        ${subaccounts.toReversed().map((each) => account(scene, each))} ${parent && account(scene, parent)}
        <p>Texts that name no other sender go out from the parent's <code>${scene.options.twilio.fromNumber}</code>.</p>
        ${world(all)}
      </main>
    </body>`;
    response.set("Cache-Control", "no-store").send(page("Senders", ["records.css", "senders.css", "records.js"], body));
  });
}
