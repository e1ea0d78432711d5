import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData } from "@remix-run/react";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { customerOf, unsubscribeEmail } from "#services/consent/unsubscribe-email.server.ts";
import { text } from "#text/en.ts";

export const meta: MetaFunction = () => [{ title: text.unsubscribe.title }];

/** Only asks for confirmation: mail scanners that follow links must not unsubscribe customers. */
export function loader({ request, context }: LoaderFunctionArgs) {
  if (!customerOf(context.app, new URL(request.url))) throw data(null, { status: 404 });
  return null;
}

/** Also receives the one-click unsubscribe of mail programs. */
export async function action({ request, context }: ActionFunctionArgs) {
  const customerId = customerOf(context.app, new URL(request.url));
  const shop = customerId && (await unsubscribeEmail(context.app, customerId));
  if (!shop) throw data(null, { status: 404 });
  return { shop };
}

export default function Unsubscribe() {
  const done = useActionData<typeof action>();
  return (
    <PlainPage title={text.unsubscribe.title}>
      {done ? (
        <p>{text.unsubscribe.done(done.shop)}</p>
      ) : (
        <Form method="post">
          <p>{text.unsubscribe.ask}</p>
          <button type="submit">{text.unsubscribe.confirm}</button>
        </Form>
      )}
    </PlainPage>
  );
}
