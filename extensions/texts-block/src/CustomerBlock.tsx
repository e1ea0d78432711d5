import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { TextsBlock } from "./TextsBlock.tsx";

/** The block on a customer's page. */
export default () => render(<TextsBlock />, document.body);
