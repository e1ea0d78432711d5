import { Command, InvalidArgumentError, Option } from "commander";
import { senderKinds, type SenderKind } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { changeSenderRate, createSender } from "#services/senders/create-sender.server.ts";
import { readSenders, type SenderView } from "#services/senders/read-senders.server.ts";
import { refreshRegistration, submitRegistration } from "#services/senders/register-sender.server.ts";
import { releaseSender } from "#services/senders/release-sender.server.ts";
import { checkKey } from "#shell/key-check.server.ts";
import { shopOrFail } from "./find-shop.ts";
import { readOwnFile } from "./own-file.ts";
import { columns, type Perform } from "./perform.ts";

const ACTOR = "operator";

interface RegisterOptions {
  kind: SenderKind;
  country: string;
  name?: string;
  number?: string;
  approved?: boolean;
  form?: string;
  rate?: number;
}

/** @throws InvalidArgumentError unless it is a rate that a sender can have */
function rateOf(text: string): number {
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > 1_000)
    throw new InvalidArgumentError("must be a whole number from 1 to 1000");
  return Number(text);
}

export function senderCommands({ withContext, cwd }: Perform): Command[] {
  const list = new Command("list")
    .description("the senders of all shops, or of one")
    .argument("[domain]")
    .action(
      withContext(async (context, domain: string | undefined) => {
        const shopId = domain === undefined ? null : (await shopOrFail(context, domain)).id;
        const data = await readSenders(context, shopId);
        return {
          data,
          text: columns([
            ["SHOP", "KIND", "IS", "NUMBER", "A SECOND", "SENDER"],
            ...data.map(({ shop, kind, status, number, perSecond, id }) => [
              shop,
              kind,
              status,
              number ?? "none yet",
              perSecond,
              id,
            ]),
          ]),
        };
      }),
    );
  const show = new Command("show")
    .description("a shop's sender, as the carriers have it now")
    .argument("<domain>")
    .option("--id <sender>", "which one, of several")
    .action(
      withContext(async (context, domain: string, { id }: { id?: string }) => {
        const { id: shopId } = await shopOrFail(context, domain);
        const before = await senderOrFail(context, shopId, domain, id);
        if (reachesTwilio(context)) await refreshRegistration(context, { shopId, senderId: before.id });
        const data = await senderOrFail(context, shopId, domain, before.id);
        return { data, text: describe(data) };
      }),
    );
  const register = new Command("register")
    .description("give a shop a sender of its own, and send its registration, or a corrected one, to the carriers")
    .argument("<domain>")
    .addOption(new Option("--kind <kind>", "what kind of sender").choices(senderKinds).default("toll_free"))
    .option("--country <code>", "country of the number", "US")
    .option("--name <name>", "the name that an alphanumeric sender shows")
    .option("--number <number>", "a number of the parent account to move to the shop, E.164")
    .option("--approved", "the carriers have approved that number already")
    .option("--form <file>", "the registration, as JSON")
    .option("--rate <texts>", "texts a second that the carriers take from it", rateOf)
    .action(
      withContext(async (context, domain: string, options: RegisterOptions) => {
        await requireTwilio(context);
        const { id: shopId } = await shopOrFail(context, domain);
        const isName = options.kind === "alphanumeric";
        const known = (await readSenders(context, shopId)).find(
          ({ status, kind }) => status !== "released" && (kind === "alphanumeric") === isName,
        );
        const senderId = known?.id ?? (await create(context, shopId, options));
        if (options.rate !== undefined) {
          const changed = await changeSenderRate(context, { shopId, senderId, perSecond: options.rate, actor: ACTOR });
          if (!changed.ok) throw new Error(changed.message);
        }
        if (options.form !== undefined) {
          const form = readJson(readOwnFile(cwd, options.form), options.form);
          const sent = await submitRegistration(context, { shopId, senderId, actor: ACTOR, form });
          if (!sent.ok) throw new Error(sent.message);
        }
        const data = await senderOrFail(context, shopId, domain, senderId);
        return { data, text: describe(data), failed: data.problem !== null };
      }),
    );
  const release = new Command("release")
    .description("give a shop's sender back; its number is lost")
    .argument("<domain>")
    .option("--id <sender>", "which one, of several")
    .action(
      withContext(async (context, domain: string, { id }: { id?: string }) => {
        const { id: shopId } = await shopOrFail(context, domain);
        await requireTwilio(context);
        const { id: senderId, number } = await senderOrFail(context, shopId, domain, id);
        const released = await releaseSender(context, { shopId, senderId, actor: ACTOR });
        if (!released.ok) throw new Error(released.message);
        return { data: { domain, id: senderId, released: true }, text: `${domain} has released ${number ?? senderId}` };
      }),
    );
  return [
    new Command("sender")
      .description("what each shop's texts come from")
      .addCommand(list)
      .addCommand(show)
      .addCommand(register)
      .addCommand(release),
  ];
}

/** Other commands need to know no more than where the data is; then Twilio's variables have placeholders. */
const reachesTwilio = ({ env }: AppContext): boolean =>
  /^AC[0-9a-f]{32}$/i.test(env.TWILIO_ACCOUNT_SID) &&
  (env.TWILIO_API_BASE_URL !== undefined || env.SHOPIFY_APP_URL.startsWith("https://"));

/**
 * @throws unless the command has what the app has: Twilio's credentials, the address that Twilio calls, and the key that
 * encrypts tokens
 */
async function requireTwilio(context: AppContext): Promise<void> {
  if (!reachesTwilio(context))
    throw new Error(
      "set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, SHOPIFY_APP_URL and ENCRYPTION_KEY (without it, SHOPIFY_API_SECRET) " +
        "as the app has them",
    );
  await checkKey(context.db.pool, context.secrets);
}

async function create(
  context: AppContext,
  shopId: string,
  { kind, country, name, number, approved }: RegisterOptions,
): Promise<string> {
  const made = await createSender(context, {
    shopId,
    actor: ACTOR,
    kind,
    country,
    ...(name !== undefined && { senderName: name }),
    ...(number !== undefined && { broughtNumber: number }),
    ...(approved !== undefined && { approvedBefore: approved }),
  });
  if (!made.ok) throw new Error(made.message);
  return made.id;
}

/** @throws with one line if the text is no JSON */
function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** @throws if the shop has no such sender, or several and none is named */
async function senderOrFail(
  context: AppContext,
  shopId: string,
  domain: string,
  id: string | undefined,
): Promise<SenderView> {
  const senders = await readSenders(context, shopId);
  const held = id === undefined ? senders.filter(({ status }) => status !== "released") : senders;
  const found = id === undefined ? held : held.filter((sender) => sender.id === id);
  const [only] = found;
  if (found.length > 1)
    throw new Error(`${domain} has several senders: name one with --id, see "sender list ${domain}"`);
  if (!only)
    throw new Error(
      `${domain} has no such sender and uses the installation's; give it one with "shopbell sender register ${domain}"`,
    );
  return only;
}

const describe = ({ number, kind, status, problem, refusals, editUntil, perSecond }: SenderView): string =>
  [
    `${number ?? "no number yet"} (${kind}): ${status}, ${perSecond} a second`,
    ...(problem ? [problem] : []),
    ...refusals.map(({ code, reason, remedy }) => `refused${code ? ` (${code})` : ""}: ${remedy ?? reason}`),
    ...(editUntil ? [`correct it before ${editUntil.toString({ smallestUnit: "minute" })}`] : []),
  ].join("\n");
