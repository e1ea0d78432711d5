import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { optOutByLink, shopOfOptOutLink } from "#services/consent/opt-out-by-link.server.ts";
import { text } from "#text/en.ts";

export const meta: MetaFunction = () => [
  { title: text.optOut.title },
  // The address is its recipient's alone.
  { name: "robots", content: "noindex" },
  { name: "referrer", content: "no-referrer" },
];

/** Only asks for confirmation: phones and scanners that open links ahead must not opt anybody out. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const shop = await shopOfOptOutLink(context.app, params.code ?? "");
  if (!shop) throw data(null, { status: 404 });
  return { shop };
}

export async function action({ params, context }: ActionFunctionArgs) {
  const { app } = context;
  const asked = await shopOfOptOutLink(app, params.code ?? "");
  const shop = asked && (await optOutByLink(app, params.code ?? "", text.optOut.ask(asked)));
  if (!shop) throw data(null, { status: 404 });
  return { shop };
}

export default function OptOutOfTexts() {
  const { shop } = useLoaderData<typeof loader>();
  const done = useActionData<typeof action>();
  return (
    <PlainPage title={text.optOut.title}>
      {done ? (
        <p>{text.optOut.done(done.shop)}</p>
      ) : (
        <Form method="post">
          <p>{text.optOut.ask(shop)}</p>
          <button type="submit">{text.optOut.confirm}</button>
        </Form>
      )}
    </PlainPage>
  );
}
