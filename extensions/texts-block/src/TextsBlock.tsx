import { useEffect, useState } from "preact/hooks";
import { readBlock, startAutomation, type Block } from "./backend.ts";

/** What Shopbell has lately decided about a customer, and the way to start an automation. */
export function TextsBlock() {
  const { i18n, data } = shopify;
  const id = data.selected[0]?.id ?? "";
  const [block, setBlock] = useState<Block | "failed" | null>(null);
  useEffect(() => {
    readBlock(id).then(setBlock, () => setBlock("failed"));
  }, [id]);
  return (
    <s-admin-block heading={i18n.translate("name")}>
      {block === null ? (
        <s-spinner accessibilityLabel={i18n.translate("name")} />
      ) : block === "failed" ? (
        <s-banner tone="warning">{i18n.translate("failed")}</s-banner>
      ) : block.customer ? (
        <Decisions block={block} customerId={block.customer.id} />
      ) : (
        <s-text>{i18n.translate("unknown")}</s-text>
      )}
    </s-admin-block>
  );
}

function Decisions({ block, customerId }: { block: Block; customerId: string }) {
  const { i18n } = shopify;
  return (
    <s-stack gap="base">
      <s-text>
        {i18n.translate("consent")}: {block.customer?.consent}
        {block.customer?.phone ? ` · ${block.customer.phone}` : ""}
      </s-text>
      {block.lines.length === 0 && <s-text color="subdued">{i18n.translate("none")}</s-text>}
      {block.lines.map(({ id, what, why, at }) => (
        <s-stack key={id} gap="small-300">
          <s-text>{what}</s-text>
          <s-text color="subdued">{why ? `${at} · ${why}` : at}</s-text>
          <s-link href={`app:app/activity/${id}`}>{i18n.translate("why")}</s-link>
        </s-stack>
      ))}
      {block.startable.length > 0 && <Start automations={block.startable} customerId={customerId} />}
    </s-stack>
  );
}

function Start({ automations, customerId }: { automations: Block["startable"]; customerId: string }) {
  const { i18n } = shopify;
  const [chosen, setChosen] = useState("");
  const [state, setState] = useState<"ready" | "busy" | "started" | "failed">("ready");
  // A repeated press of one choice starts it once.
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const start = async () => {
    setState("busy");
    const started = await startAutomation({ automationId: chosen, customerId, requestId }).catch(() => false);
    setState(started ? "started" : "failed");
    if (started) setRequestId(crypto.randomUUID());
  };
  return (
    <s-stack gap="small">
      <s-select
        label={i18n.translate("automation")}
        placeholder={i18n.translate("choose")}
        value={chosen}
        onChange={({ currentTarget }) => setChosen(currentTarget.value ?? "")}
      >
        {automations.map(({ id, name }) => (
          <s-option key={id} value={id}>
            {name}
          </s-option>
        ))}
      </s-select>
      <s-button onClick={() => void start()} disabled={chosen === "" || state === "busy"}>
        {i18n.translate("start")}
      </s-button>
      {state === "started" && <s-text>{i18n.translate("started")}</s-text>}
      {state === "failed" && <s-banner tone="warning">{i18n.translate("failed")}</s-banner>}
    </s-stack>
  );
}
