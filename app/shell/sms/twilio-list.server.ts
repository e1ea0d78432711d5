import type { Twilio } from "twilio";
import { Temporal } from "#core/time/time.ts";
import type { ProviderMessage } from "#core/sending/match-provider-messages.ts";
import type { MessageSearch, MessageSearchAnswer } from "./provider.server.ts";

const PAGE_SIZE = 200;
/** A thousand texts to one number since a call went astray are no customer's. */
const MOST_PAGES = 5;

type Listed = Awaited<ReturnType<Twilio["messages"]["page"]>>["instances"][number];
interface Page {
  instances: Listed[];
  nextPageUrl?: string;
  nextPage(): Promise<Page> | undefined;
}

/**
 * Reads Twilio's list of texts to a number, newest first, back to an instant. Twilio can only filter by the time a text
 * was sent, and one that is still queued there has none yet; so it is asked for all, and read as far as is needed.
 */
export async function listMessages(client: Twilio, { to, since }: MessageSearch): Promise<MessageSearchAnswer> {
  try {
    const texts: ProviderMessage[] = [];
    let page: Page | undefined = await client.messages.page({ to, pageSize: PAGE_SIZE });
    for (let read = 1; page; read++) {
      const listed = page.instances.map(toListed);
      texts.push(...listed.filter(({ createdAt }) => Temporal.Instant.compare(createdAt, since) >= 0));
      const oldest = listed.at(-1);
      if (!oldest || Temporal.Instant.compare(oldest.createdAt, since) < 0) break;
      if (read === MOST_PAGES && page.nextPageUrl)
        return { kind: "silent", detail: `more than ${PAGE_SIZE * MOST_PAGES} texts to the number` };
      page = await page.nextPage();
    }
    return { kind: "answered", texts };
  } catch (error) {
    return { kind: "silent", detail: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws RangeError when Twilio's date cannot be read */
const toListed = ({
  sid,
  direction,
  from,
  messagingServiceSid,
  to,
  body,
  dateCreated,
  status,
  numSegments,
  errorCode,
}: Listed): ProviderMessage => ({
  providerId: sid,
  direction,
  from: from || null,
  messagingService: messagingServiceSid || null,
  to,
  body: body ?? "",
  createdAt: Temporal.Instant.fromEpochMilliseconds(dateCreated.getTime()),
  status,
  segments: Number(numSegments) || null,
  errorCode: errorCode ? String(errorCode) : null,
});
