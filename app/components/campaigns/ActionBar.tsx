import { useNavigate } from "@remix-run/react";
import { Button, ButtonGroup } from "@shopify/polaris";
import { useState } from "react";
import { useAction } from "#components/browser/use-action.ts";
import { Confirm } from "#components/page/Confirm.tsx";
import type { CampaignStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";

const words = text.campaigns;

interface ActionBarProps {
  campaign: { id: string; name: string; status: CampaignStatus };
  mayEdit: boolean;
  maySend: boolean;
}

/** What can be done with a campaign in its state. */
export function ActionBar({ campaign: { id, name, status }, mayEdit, maySend }: ActionBarProps) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<"cancel" | "delete" | null>(null);
  const close = () => setAsking(null);
  const pause = useAction({ said: words.paused });
  const resume = useAction({ said: words.resumed });
  const unschedule = useAction({ said: words.unscheduled });
  const cancel = useAction({ said: words.cancelled, onDone: close });
  const remove = useAction({ said: words.deleted, onDone: () => navigate("/app/campaigns", { replace: true }) });
  const isEnded = status === "sent" || status === "failed" || status === "cancelled";
  return (
    <>
      <ButtonGroup>
        {mayEdit && status === "draft" && (
          <>
            <Button variant="primary" url={`/app/campaigns/${id}/edit`}>
              {words.edit}
            </Button>
            <Button tone="critical" onClick={() => setAsking("delete")}>
              {words.delete}
            </Button>
          </>
        )}
        {maySend && status === "sending" && (
          <Button loading={pause.busy} onClick={() => pause.act({ intent: "pause" })}>
            {words.pause}
          </Button>
        )}
        {maySend && status === "paused" && (
          <Button variant="primary" loading={resume.busy} onClick={() => resume.act({ intent: "resume" })}>
            {words.resume}
          </Button>
        )}
        {maySend && status === "scheduled" && (
          <Button loading={unschedule.busy} onClick={() => unschedule.act({ intent: "unschedule" })}>
            {words.unschedule}
          </Button>
        )}
        {maySend && status !== "draft" && !isEnded && (
          <Button tone="critical" onClick={() => setAsking("cancel")}>
            {words.cancel}
          </Button>
        )}
      </ButtonGroup>
      <Confirm
        open={asking === "cancel"}
        title={words.cancelTitle(name)}
        action={words.cancel}
        destructive
        busy={cancel.busy}
        onConfirm={() => cancel.act({ intent: "cancel" })}
        onClose={close}
      >
        {words.cancelBody}
      </Confirm>
      <Confirm
        open={asking === "delete"}
        title={words.deleteTitle(name)}
        action={words.delete}
        destructive
        busy={remove.busy}
        onConfirm={() => remove.act({ intent: "delete" })}
        onClose={close}
      >
        {words.deleteBody}
      </Confirm>
    </>
  );
}
