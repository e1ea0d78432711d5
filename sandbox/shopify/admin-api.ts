import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import express, { type Request, type Response, type Router } from "express";
import { buildSchema, graphql } from "graphql";
import { z } from "zod";
import { bulkOperations, type BulkContext } from "./bulk/operations.ts";
import { mutations } from "./mutations.ts";
import { queries } from "./queries.ts";
import { isOurs, userOf, type AppCredentials } from "./session-token.ts";
import { memberOf } from "./staff.ts";
import { grant, opens, renew } from "./tokens.ts";

const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";
const SCOPES =
  "read_customers,write_customers,read_orders,read_checkouts,read_fulfillments,read_products,read_inventory," +
  "read_customer_merge,read_own_subscription_contracts,write_discounts,write_app_proxy,write_pixels,read_customer_events";

const schema = buildSchema(readFileSync(new URL("schema.graphql", import.meta.url), "utf8"));

const tokenRequest = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.string(),
  subject_token: z.string().optional(),
  requested_token_type: z.string().optional(),
  refresh_token: z.string().optional(),
});

const graphqlRequest = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

export interface AdminApiOptions extends BulkContext {
  app: AppCredentials;
  /** Called when the app requests a token; after an uninstall this installs it again. */
  onGranted: () => void;
}

/** The Admin API of one shop: `/:shop/admin/oauth/access_token` and `/:shop/admin/api/:version/graphql.json`. */
export function adminApi(options: AdminApiOptions): Router {
  const { app, tokens } = options;
  const bulk = bulkOperations(options, schema, () => root);
  const root: object = {
    ...queries(options, SCOPES.split(",")),
    ...mutations(options),
    ...bulk.queries,
    ...bulk.mutations,
  };

  function giveToken(request: Request, response: Response): void {
    const tokenForm = tokenRequest.safeParse(request.body);
    const refuse = (error: string, status = 400) =>
      void response.status(status).json({ error, error_description: `refused: ${error}` });
    if (!tokenForm.success) return refuse("invalid_request");
    const {
      client_id,
      client_secret,
      grant_type,
      subject_token = "",
      refresh_token = "",
      requested_token_type,
    } = tokenForm.data;
    if (client_id !== app.apiKey || client_secret !== app.apiSecret) return refuse("invalid_client", 401);
    if (grant_type === TOKEN_EXCHANGE && !isOurs(subject_token, app)) return refuse("invalid_subject_token");
    if (grant_type === "refresh_token" && !opens(tokens, refresh_token)) return refuse("invalid_grant");
    if (grant_type !== TOKEN_EXCHANGE && grant_type !== "refresh_token") return refuse("unsupported_grant_type");
    const given = grant_type === "refresh_token" ? renew(tokens, SCOPES, refresh_token) : grant(tokens, SCOPES);
    options.onGranted();
    if (requested_token_type !== ONLINE) return void response.json(given);
    const { access_token, scope, expires_in } = given;
    response.json({
      access_token,
      scope,
      expires_in,
      associated_user_scope: scope,
      associated_user: memberOf(userOf(subject_token)),
    });
  }

  async function answer(request: Request, response: Response): Promise<void> {
    response.set("X-Request-Id", randomUUID());
    const graphqlForm = graphqlRequest.safeParse(request.body);
    if (!graphqlForm.success) return void response.status(400).json({ errors: "[API] A query is needed" });
    const { query, variables, operationName } = graphqlForm.data;
    const result = await graphql({
      schema,
      source: query,
      rootValue: root,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
    });
    const throttleStatus = { maximumAvailable: 2_000, currentlyAvailable: 1_990, restoreRate: 100 };
    response.json({ ...result, extensions: { cost: { requestedQueryCost: 10, actualQueryCost: 10, throttleStatus } } });
  }

  const router = express.Router({ mergeParams: true });
  router.use(express.json({ limit: "1mb" }));
  // As with Shopify, the address alone opens a file, and it comes compressed.
  router.get("/bulk-files/:id.jsonl", (request, response, next) => {
    bulk.file(request.params.id).then((lines) => {
      if (lines === null) return void response.sendStatus(404);
      response.set({ "Content-Type": "application/jsonl", "Content-Encoding": "gzip" }).end(gzipSync(lines));
    }, next);
  });
  router.use("/:shop/admin", (request, response, next) => {
    if (request.params.shop !== app.shopDomain) return void response.status(404).json({ errors: "Not Found" });
    next();
  });
  router.post("/:shop/admin/oauth/access_token", giveToken);
  router.post("/:shop/admin/api/:version/graphql.json", (request, response, next) => {
    if (!opens(tokens, request.get("x-shopify-access-token"))) {
      return void response
        .status(401)
        .json({ errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
    }
    answer(request, response).catch(next);
  });
  return router;
}
