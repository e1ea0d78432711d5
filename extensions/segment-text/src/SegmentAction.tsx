import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { campaignAddress } from "./campaign-address.ts";
import { readSegment, type Segment } from "./read-segment.ts";

/** "Text this segment": says what comes, and opens the app's campaign form for exactly this segment. */
function SegmentAction() {
  const { i18n, data, close } = shopify;
  const id = data.selected[0]?.id ?? "";
  const [segment, setSegment] = useState<Segment | "failed" | null>(null);
  useEffect(() => {
    readSegment(id).then(setSegment, () => setSegment("failed"));
  }, [id]);
  const problem =
    segment === "failed" ? "failed" : segment?.name === null ? "unknown" : segment?.may === false ? "mayNot" : null;
  return (
    <s-admin-action heading={i18n.translate("name")} loading={segment === null}>
      {problem ? (
        <s-banner tone="warning">{i18n.translate(problem)}</s-banner>
      ) : (
        segment && segment !== "failed" && <s-text>{i18n.translate("body", { name: segment.name ?? "" })}</s-text>
      )}
      {segment && !problem && (
        <s-button slot="primary-action" variant="primary" href={`app:${campaignAddress(id).slice(1)}`} onClick={close}>
          {i18n.translate("write")}
        </s-button>
      )}
      <s-button slot="secondary-actions" onClick={close}>
        {i18n.translate("cancel")}
      </s-button>
    </s-admin-action>
  );
}

export default () => render(<SegmentAction />, document.body);
