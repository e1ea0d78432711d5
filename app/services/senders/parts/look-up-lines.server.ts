import { setTimeout as wait } from "node:timers/promises";
import { LANDLINE, unreachableUntil } from "#core/sending/reachability.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { recordUnreachable } from "#shell/repositories/consent/subscribers.server.ts";
import {
  numbersWithoutLineType,
  saveLineTypes,
  type ShopNumber,
} from "#shell/repositories/senders/line-types.server.ts";

/** Look-ups per batch of steps, and how long the batch waits for them: texts of other shops are in it. */
const MAX_LOOK_UPS = 20;
const PATIENCE_MS = 2_000;

/** A step that sends a text. */
interface TextStep {
  step: { type: string };
  row: { shopId: string; phone: string | null; settings: unknown };
}

/**
 * Looks up the kind of line of numbers that get their first text, for shops that want that, and notes landlines as
 * unreachable. A number whose answer does not come in time is texted as if it were a mobile's.
 * @returns whether a landline was found, so that the steps must be loaded again
 */
export async function lookUpLines(context: AppContext, steps: readonly TextStep[]): Promise<boolean> {
  const wanted = steps.flatMap(({ step, row: { shopId, phone, settings } }) =>
    step.type === "send_sms" && phone !== null && readSettings(settings).checkLineType ? [{ shopId, phone }] : [],
  );
  if (wanted.length === 0) return false;
  const { db, clock, secrets, log, registrar } = context;
  const unknown = (await numbersWithoutLineType(db.pool, wanted)).slice(0, MAX_LOOK_UPS);
  const lookUp = async ({ shopId, phone }: ShopNumber) => [
    { shopId, phone, lineType: await registrar.lineTypeOf(phone) },
  ];
  const found = await Promise.all(
    unknown.map((number) =>
      Promise.race([lookUp(number), wait(PATIENCE_MS, [], { ref: false })]).catch((error: unknown) => {
        log.warn({ err: error, shopId: number.shopId }, "the line of a number could not be looked up");
        return [];
      }),
    ),
  );
  const known = found.flat();
  if (known.length === 0) return false;
  const now = clock.now();
  await saveLineTypes(db.pool, known, now);
  const landlines = known.filter(({ lineType }) => lineType === LANDLINE);
  const until = unreachableUntil(LANDLINE, now);
  if (landlines.length === 0 || !until) return false;
  await recordUnreachable(
    db.pool,
    landlines.map(({ shopId, phone }) => ({
      shopId,
      addressHash: secrets.hashAddress(phone),
      code: LANDLINE,
      since: now,
      until,
    })),
  );
  return true;
}
