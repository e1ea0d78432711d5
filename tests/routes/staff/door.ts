import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ActionFunction, LoaderFunction } from "@remix-run/node";
import type { StaffRole } from "#core/team/roles.ts";
import { testEnv, type House } from "#tests/services/test-app.ts";
import { mintSessionToken } from "../../../sandbox/shopify/session-token.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../app/routes");

export interface Route {
  /** The file's name without its ending. */
  name: string;
  source: string;
  action?: ActionFunction;
  loader?: LoaderFunction;
}

/** Every route that there is, by what stands in the folder. */
export const readRoutes = (): Promise<Route[]> =>
  Promise.all(
    readdirSync(FOLDER).map(async (file) => {
      const { action, loader } = (await import(path.join(FOLDER, file))) as Pick<Route, "action" | "loader">;
      return {
        name: file.replace(/\.tsx?$/, ""),
        source: readFileSync(path.join(FOLDER, file), "utf8"),
        ...(action && { action }),
        ...(loader && { loader }),
      };
    }),
  );

const userIds: Record<StaffRole, number> = { owner: 1, manager: 2, support: 3, viewer: 4 };
export const actorOf = (role: StaffRole): string => `staff:${userIds[role]}`;

/** A shop's staff, one of each role, each signed in. */
export async function hire(house: House, shopId: string, domain: string): Promise<void> {
  for (const [role, userId] of Object.entries(userIds)) {
    await house.rows(
      `
        INSERT INTO "Session" ("id", "shop", "state", "isOnline", "scope", "expires", "accessToken", "userId",
          "firstName", "lastName", "email", "accountOwner")
          VALUES ($1, $2, '', true, $3, now() + interval '1 day', 'token', $4, $5, 'Lind', $6, $7)`,
      [`${domain}_${userId}`, domain, testEnv.SCOPES, userId, role, `${role}@example.com`, role === "owner"],
    );
    await house.rows(
      `
        INSERT INTO "Staff" ("id", "shopId", "userId", "name", "email", "role", "firstSeenAt", "lastSeenAt")
          VALUES (gen_random_uuid(), $1, $2, $3, $4, $5::"StaffRole", $6, $6)`,
      [shopId, String(userId), `${role} Lind`, `${role}@example.com`, role, house.clock.now()],
    );
  }
}

/** What Shopify's admin vouches with for somebody of a shop's staff. */
export const tokenOf = (domain: string, role: StaffRole, secret = testEnv.SHOPIFY_API_SECRET): string =>
  mintSessionToken({ apiKey: testEnv.SHOPIFY_API_KEY, apiSecret: secret, shopDomain: domain }, String(userIds[role]));

export interface Asking {
  token: string | null;
  params?: Record<string, string>;
  query?: Record<string, string>;
  posts?: object;
  asForm?: boolean;
}

/** What came back, whether it was given or thrown. */
export interface Answer {
  status: number;
  /** As text, without what differs from one asking to the next. */
  body: string;
}

export async function ask(
  house: House,
  route: Route,
  { token, params = {}, query = {}, posts, asForm }: Asking,
): Promise<Answer> {
  const url = new URL(`https://shopbell.example/${route.name}`);
  url.search = new URLSearchParams(query).toString();
  const headers = new Headers(token === null ? {} : { Authorization: `Bearer ${token}` });
  const asked = posts === undefined ? { headers } : { method: "POST", headers, body: bodyOf(posts, headers, asForm) };
  const gone = new AbortController();
  const request = new Request(url, asked);
  const handle = posts === undefined ? route.loader : route.action;
  if (!handle) throw new Error(`${route.name} has nothing to ask`);
  try {
    return await read(await handle({ request, params, context: { app: house.context, gone: gone.signal } }), gone);
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    return read(thrown, gone);
  }
}

function bodyOf(posts: object, headers: Headers, asForm = false): string | URLSearchParams {
  if (asForm) return new URLSearchParams(Object.entries(posts) as [string, string][]);
  headers.set("Content-Type", "application/json");
  return JSON.stringify(posts);
}

interface WithInit {
  type: "DataWithResponseInit";
  data: unknown;
  init: ResponseInit | null;
}

async function read(given: unknown, gone: AbortController): Promise<Answer> {
  if (given instanceof Response) {
    // A stream that goes on for as long as somebody listens is left after its first words.
    const streams = given.headers.get("Content-Type") === "text/event-stream";
    if (streams) gone.abort();
    return { status: given.status, body: streams ? "" : await given.text() };
  }
  if (isWithInit(given)) return { status: given.init?.status ?? 200, body: JSON.stringify(await settled(given.data)) };
  return { status: 200, body: JSON.stringify(await settled(given)) };
}

const isWithInit = (given: unknown): given is WithInit =>
  typeof given === "object" && given !== null && "type" in given && given.type === "DataWithResponseInit";

/** What a loader gives later, given now. */
async function settled(given: unknown): Promise<unknown> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(
    await Promise.all(Object.entries(given).map(async ([key, value]) => [key, await value] as const)),
  );
}

/** Every row of every table, so that two looks tell whether anything was changed. */
export async function everyRow(house: House, where = "true"): Promise<Record<string, string>> {
  const tables = await house.rows<{ name: string; shops: boolean }>(
    `
      SELECT t.tablename AS "name", EXISTS (SELECT 1 FROM information_schema.columns c
        WHERE c.table_name = t.tablename AND c.column_name = 'shopId') AS "shops"
     FROM pg_tables t WHERE t.schemaname = 'public' AND t.tablename <> '_prisma_migrations'`,
  );
  const rows = await house.rows<{ name: string; sum: string }>(
    tables
      .filter(({ shops }) => where === "true" || shops)
      .map(
        ({ name }) =>
          `
            SELECT '${name}' AS "name", coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS "sum"
              FROM "${name}" t WHERE ${where}`,
      )
      .join(" UNION ALL "),
  );
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}
