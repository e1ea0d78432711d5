import { campaignAddress } from "../../extensions/segment-text/src/campaign-address.ts";
import { html, type Html } from "../html.ts";
import type { Scene } from "../scene.ts";
import { gid } from "../shopify/views/gid.ts";
import { mintSessionToken } from "../shopify/session-token.ts";
import { membersOf, SEGMENTS } from "../shopify/views/segments.ts";

interface Visitor {
  staffId: string;
  /** The user agent; Shopify's library turns bots away. */
  browser: string;
}

/** Whether the app shows its action on a segment's page to a member of staff, as the extension asks it. */
async function isOffered({ options }: Scene, segmentId: string, { staffId, browser }: Visitor): Promise<boolean> {
  const address = `${options.appUrl}/app/segment-action?${new URLSearchParams({ id: segmentId }).toString()}`;
  const headers = { Authorization: `Bearer ${mintSessionToken(options, staffId)}`, "User-Agent": browser };
  const response = await fetch(address, { headers }).catch(() => null);
  return response?.ok === true && ((await response.json()) as { may: boolean }).may;
}

/** Shopify's list of segments, with the app's action under "Use segment". */
export async function segmentsPage(scene: Scene, visitor: Visitor): Promise<Html> {
  const rows = await Promise.all(
    SEGMENTS.map(async (segment) => {
      const id = gid("Segment", segment.id);
      return { ...segment, address: (await isOffered(scene, id, visitor)) && campaignAddress(id) };
    }),
  );
  return html`<body>
    <main>
      <h1>Segments</h1>
      <p>
        Shopify’s own page. “Use segment” offers what <code>extensions/segment-text</code> adds to it.
        <a href="/sandbox/admin">Back to Shopbell</a>
      </p>
      <ol>
        ${rows.map(
          ({ name, query, address, ...segment }) =>
            html`<li>
              <details open>
                <summary><b>${name}</b><span>${membersOf(scene.store, segment).length} customers</span></summary>
                <p><code>${query}</code></p>
                <p>
                  Use segment:
                  ${
                    address
                      ? html`<a href="/sandbox/admin?${new URLSearchParams({ path: address }).toString()}"
                          >Text this segment</a
                        >`
                      : "no app offers anything to this member of staff"
                  }
                </p>
              </details>
            </li>`,
        )}
      </ol>
    </main>
  </body>`;
}
