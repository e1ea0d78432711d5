import type { Twilio } from "twilio";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { ProviderMessage } from "#core/sending/match-provider-messages.ts";
import type { MessageSearch, MessageSearchAnswer } from "./provider.server.ts";

const PAGE_SIZE = 200;
/** A customer never gets this many texts within a lookup's window. */
const MAX_PAGES = 5;
/** Twilio's largest page. */
const ACCOUNT_PAGE_SIZE = 1_000;
/** A million texts since a copy. */
const MAX_ACCOUNT_PAGES = 1_000;

type Listed = Awaited<ReturnType<Twilio["messages"]["page"]>>["instances"][number];
interface Page {
  instances: Listed[];
  nextPageUrl?: string;
  nextPage(): Promise<Page> | undefined;
}

/**
 * Lists Twilio's messages to a number, newest first, back to an instant. Twilio filters only by date sent, which queued
 * messages lack, so read without that filter.
 */
export const listMessages = (client: Twilio, { to, since }: MessageSearch): Promise<MessageSearchAnswer> =>
  listSince(client, since, { to, pageSize: PAGE_SIZE }, MAX_PAGES);

/** Lists all messages of an account, in and out, newest first, back to an instant. */
export const listAccountMessages = (client: Twilio, since: Instant): Promise<MessageSearchAnswer> =>
  listSince(client, since, { pageSize: ACCOUNT_PAGE_SIZE }, MAX_ACCOUNT_PAGES);

async function listSince(
  client: Twilio,
  since: Instant,
  search: { to?: string; pageSize: number },
  maxPages: number,
): Promise<MessageSearchAnswer> {
  try {
    const texts: ProviderMessage[] = [];
    let page: Page | undefined = await client.messages.page(search);
    for (let read = 1; page; read++) {
      const listed = page.instances.map(toListed);
      texts.push(...listed.filter(({ createdAt }) => Temporal.Instant.compare(createdAt, since) >= 0));
      const oldest = listed.at(-1);
      if (!oldest || Temporal.Instant.compare(oldest.createdAt, since) < 0) break;
      if (read === maxPages && page.nextPageUrl)
        return { kind: "silent", detail: `more than ${search.pageSize * maxPages} texts since ${since.toString()}` };
      page = await page.nextPage();
    }
    return { kind: "answered", texts };
  } catch (error) {
    return { kind: "silent", detail: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws RangeError if Twilio's date is invalid */
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
