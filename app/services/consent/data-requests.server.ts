import { Temporal, type Instant } from "#core/time/time.ts";
import { isOwn } from "#core/customers/addresses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import {
  findDataRequest,
  listDataRequests,
  setAnswered,
  setDownloaded,
  type DataRequestRow,
} from "#shell/repositories/consent/data-requests.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockWithMerged } from "#shell/repositories/customers/customers.server.ts";
import { readSignedUrl, signUrl } from "#shell/signed-url.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { text } from "#text/en.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { recordAccess } from "../team/record-access.server.ts";
import { findLinkHolder } from "../team/parts/link-holder.server.ts";
import { findFamily } from "./parts/find-family.server.ts";
import { writeBundle } from "./parts/write-bundle.server.ts";

const words = text.privacy;
const LINK_TTL = Temporal.Duration.from({ minutes: 5 });
const MAX_SHOWN = 100;
/** Route of the download. */
const FILE_PATH = "/exports/customer-data";

interface RequestShop {
  id: string;
  name: string;
  timezone: string;
}

/** A customer's request for their data, for the page and the command. */
export interface DataRequestView {
  id: string;
  customerId: string | null;
  name: string;
  requestedAt: ShownMoment;
  dueAt: ShownMoment;
  overdue: boolean;
  downloaded: { at: ShownMoment; by: string } | null;
  answeredAt: ShownMoment | null;
}

export async function readDataRequests({ db, clock }: AppContext, shop: RequestShop): Promise<DataRequestView[]> {
  const now = clock.now();
  const shown = (at: Instant) => momentOf(at, shop.timezone, now);
  return (await listDataRequests(db.pool, shop.id, MAX_SHOWN)).map((row) => ({
    id: row.id,
    customerId: row.customerId,
    name: row.name ?? (row.customerShopifyId ? words.customerNamed(row.customerShopifyId) : words.unknownCustomer),
    requestedAt: shown(row.requestedAt),
    dueAt: shown(row.dueAt),
    overdue: row.answeredAt === null && Temporal.Instant.compare(row.dueAt, now) < 0,
    downloaded: row.downloadedAt && { at: shown(row.downloadedAt), by: row.downloadedBy ?? "" },
    answeredAt: row.answeredAt && shown(row.answeredAt),
  }));
}

/** Signs the download address of a request's bundle, which the browser opens without the page's session. */
export async function signBundle(
  { db, clock, secrets }: AppContext,
  { shopId, userId, requestId }: { shopId: string; userId: string; requestId: string },
): Promise<ServiceResult<{ address: string }>> {
  const request = await findDataRequest(db.pool, shopId, requestId);
  if (!request) return refuse("not_found", words.noSuchRequest);
  if (request.customerId === null) return refuse("not_found", words.nothingKept);
  const until = clock.now().add(LINK_TTL);
  return { ok: true, address: signUrl(secrets, FILE_PATH, { shop: shopId, staff: userId, request: requestId }, until) };
}

interface Bundle {
  fileName: string;
  texts: AsyncGenerator<string, undefined>;
}

/**
 * Starts the download of a signed address and records who it was.
 * @returns null if the address is invalid or expired, or if its staff member may no longer export
 */
export async function openBundle(context: AppContext, address: string): Promise<Bundle | null> {
  const claims = readSignedUrl(context.secrets, address, context.clock.now());
  const holder = await findLinkHolder(context.db.pool, claims, "data.export");
  if (!holder) return null;
  return bundleOf(context, holder.shop, { requestId: claims?.request ?? "", actor: `staff:${holder.userId}` });
}

/** All that the shop keeps about the person of a request, in parts; records who reads it. */
export async function bundleOf(
  context: AppContext,
  shop: RequestShop,
  { requestId, actor }: { requestId: string; actor: string },
): Promise<Bundle | null> {
  const { db, clock, newId } = context;
  const now = clock.now();
  const request = await findDataRequest(db.pool, shop.id, requestId);
  const customerId = request?.customerId;
  if (!request || !customerId) return null;
  const customerIds = await transaction(db.pool, async (sql) => {
    await setDownloaded(sql, request.id, actor, now);
    await recordAudit(sql, [
      {
        id: newId(now),
        shopId: shop.id,
        actor,
        action: "data_request.downloaded",
        target: `customer:${customerId}`,
        before: null,
        after: {},
        createdAt: now,
      },
    ]);
    const merged = await lockWithMerged(sql, [customerId]);
    const addresses = merged.flatMap((one) => one.addresses.filter(isOwn).map(({ address }) => address));
    const { customers } = await findFamily(sql, shop.id, { shopifyId: request.customerShopifyId, addresses });
    return [...new Set([...merged.map(({ id }) => id), ...customers.keys()])];
  });
  await recordAccess(context, { shopId: shop.id, actor, what: "bundle", customerId });
  const day = now.toZonedDateTimeISO(shop.timezone).toPlainDate().toString();
  const made = momentOf(now, shop.timezone, now).exact;
  return {
    fileName: `shopbell-customer-data-${day}.html`,
    texts: writeBundle(context, customerIds, { shop: shop.name, made }),
  };
}

/** Marks a request as answered: the merchant has handed the data over. */
export async function answerDataRequest(
  { db, clock, newId }: AppContext,
  { shopId, requestId, actor }: { shopId: string; requestId: string; actor: string },
): Promise<ServiceResult<object>> {
  const now = clock.now();
  return transaction(db.pool, async (sql): Promise<ServiceResult<object>> => {
    const request: DataRequestRow | null = await findDataRequest(sql, shopId, requestId);
    if (!request) return refuse("not_found", words.noSuchRequest);
    if (!(await setAnswered(sql, { shopId, id: requestId, by: actor, at: now })))
      return refuse("over", words.answeredAlready);
    await recordAudit(sql, [
      {
        id: newId(now),
        shopId,
        actor,
        action: "data_request.answered",
        target: request.customerId ? `customer:${request.customerId}` : `shop:${shopId}`,
        before: null,
        after: {},
        createdAt: now,
      },
    ]);
    return { ok: true };
  });
}
