import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { resource, type TwilioMessage } from "../message.ts";
import { mediaSid, paint, PICTURE_TYPE } from "../pictures.ts";
import { refuse } from "../refusal.ts";
import { page } from "../search.ts";
import { accountOf, queryOf } from "./door.ts";

const ACCOUNT = "/2010-04-01/Accounts/:account";

/** `Messages` of an account, and their media. */
export function messageResources({
  send,
  messagesOf,
}: {
  send: RequestHandler;
  messagesOf: (accountSid: string) => readonly TwilioMessage[];
}): Router {
  const router = express.Router();
  const found = (request: Request, response: Response): TwilioMessage | undefined =>
    messagesOf(accountOf(response).sid).find(({ sid }) => sid === request.params.sid);

  router.post(`${ACCOUNT}/Messages.json`, send);
  router.get(`${ACCOUNT}/Messages.json`, (request, response) => {
    const { sid } = accountOf(response);
    const list = page(sid, messagesOf(sid), queryOf(request));
    if (list) response.json(list);
    else refuse(response, 20001);
  });
  router.get(`${ACCOUNT}/Messages/:sid.json`, (request, response) => {
    const message = found(request, response);
    if (message) response.json(resource(accountOf(response).sid, message));
    else refuse(response, 20404);
  });
  router.get(`${ACCOUNT}/Messages/:sid/Media/:media`, (request, response) => {
    const message = found(request, response);
    const picture = message?.pictures?.find(
      (_name, position) => mediaSid(message.sid, position) === request.params.media,
    );
    if (picture) response.type(PICTURE_TYPE).send(paint(picture));
    else refuse(response, 20404);
  });
  return router;
}
