import { randomBytes } from "node:crypto";
import { transaction } from "#shell/db/sql.server.ts";
import { leaveSharedOptOuts } from "#shell/repositories/senders/opt-out-scope.server.ts";
import { insertSender } from "#shell/repositories/senders/senders.server.ts";
import type { House } from "../test-app.ts";

export interface GivenSender {
  id: string;
  shopId: string;
  accountSid: string;
  authToken: string;
  serviceSid: string;
  number: string;
}

let given = 100;

/** An approved toll-free sender of a shop, as its set-up leaves it. */
export async function giveSender(house: House, shopId: string, { perSecond = 100 } = {}): Promise<GivenSender> {
  const { context } = house;
  const now = context.clock.now();
  const sender = {
    id: context.newId(now),
    shopId,
    accountSid: `AC${randomBytes(16).toString("hex")}`,
    authToken: randomBytes(16).toString("hex"),
    serviceSid: `MG${randomBytes(16).toString("hex")}`,
    number: `+1888555${String(given++).padStart(4, "0")}`,
  };
  await transaction(context.db.pool, async (sql) => {
    await insertSender(sql, {
      id: sender.id,
      shopId,
      kind: "toll_free",
      country: "US",
      broughtNumber: null,
      approvedBefore: false,
      registration: {},
      perSecond,
      nextLookAt: now,
      createdAt: now,
    });
    await leaveSharedOptOuts(sql, shopId, now);
    await sql.query(
      `UPDATE "Sender" SET "status" = 'approved', "accountSid" = $2, "authToken" = $3, "serviceSid" = $4,
        "number" = $5, "nextLookAt" = NULL WHERE "id" = $1`,
      [
        sender.id,
        sender.accountSid,
        context.secrets.encrypt(sender.authToken, sender.id),
        sender.serviceSid,
        sender.number,
      ],
    );
  });
  return sender;
}
