import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import type { CSSProperties } from "react";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { text } from "#text/en.ts";

const words = text.login;
const field: CSSProperties = { font: "inherit", padding: "0.4rem 0.6rem", width: "100%", boxSizing: "border-box" };

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

/** With a shop, Shopify's library redirects to the store admin; without, the form asks for the shop. */
async function logIn({ request, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const { shop: problem } = await context.app.shopify.login(request);
  return { refused: problem !== undefined };
}

export const loader = logIn;

/** Hands the posted shop over in the address: the library would fail on a body that is no form. */
export async function action(asked: ActionFunctionArgs) {
  const form = await asked.request.formData().catch(() => null);
  const shop = form?.get("shop");
  if (typeof shop !== "string" || !shop) return { refused: true };
  const address = new URL(asked.request.url);
  address.searchParams.set("shop", shop);
  return logIn({ ...asked, request: new Request(address, { headers: asked.request.headers }) });
}

export default function Login() {
  const shown = useLoaderData<typeof loader>();
  const { refused } = useActionData<typeof action>() ?? shown;
  return (
    <PlainPage title={words.title}>
      <Form method="post">
        <p>
          <label htmlFor="shop">{words.label}</label>
          <br />
          <input
            id="shop"
            name="shop"
            required
            placeholder="my-store.myshopify.com"
            aria-describedby="hint"
            style={field}
          />
        </p>
        <p id="hint" role={refused ? "alert" : undefined}>
          {refused ? words.problem : words.example}
        </p>
        <button type="submit" style={{ font: "inherit", padding: "0.4rem 1rem" }}>
          {words.submit}
        </button>
      </Form>
    </PlainPage>
  );
}
