import { useNavigate } from "@remix-run/react";
import type { PageProps } from "@shopify/polaris";
import { useState } from "react";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { useSwitch } from "./use-switch.ts";
import { usePermission } from "../page/access.tsx";
import { toastWithUndo } from "../browser/app-bridge.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { useExport } from "./use-export.ts";

type Dialog = "publish" | "import" | "archive" | "delete";

interface Subject {
  id: string;
  name: string;
  status: AutomationStatus;
  internal: boolean;
  version: object | null;
  unpublished: boolean;
}

const words = text.automation;

/** The actions of an automation's page; the page renders the dialog of the open one. */
export function useAutomationActions({ id, name, status, internal, version, unpublished }: Subject) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [mayEdit, mayPublish] = [usePermission("automations.edit"), usePermission("automations.publish")];
  const { wanted, submit } = useSwitch(name);
  const close = () => setDialog(null);
  const navigate = useNavigate();
  const duplicate = useAction<ActionResponse & { automationId: string }>({
    action: `/app/automations/${id}/duplicate`,
    said: words.duplicated,
    onDone: ({ automationId }) => navigate(`/app/automations/${automationId}`),
  });
  const unarchive = useAction({
    action: `/app/automations/${id}/unarchive`,
    said: text.automations.didOne.unarchive(name),
  });
  const archive = useAction({
    action: `/app/automations/${id}/archive`,
    onDone: () => {
      close();
      toastWithUndo(text.automations.didOne.archive(name), text.automations.undo, () => unarchive.act({}));
    },
  });
  const remove = useAction({
    action: `/app/automations/${id}/delete`,
    said: text.automations.didOne.delete(name),
    onDone: () => navigate("/app/automations", { replace: true }),
  });
  const exportFile = useExport(id);

  const isArchived = status === "archived";
  const edit = mayEdit && !isArchived ? [{ content: words.edit, url: `/app/automations/${id}/edit` }] : [];
  const publishes = mayPublish && !isArchived && (unpublished || !version);
  const isOn = status === "active";
  const turn = {
    content: isOn ? text.automations.turnOff : text.automations.turnOn,
    disabled: wanted !== null,
    onAction: () => submit({ intent: isOn ? "pause" : "resume", automationId: id }),
  };
  const [firstEdit] = edit;
  const more = [
    { content: words.versions, url: `/app/automations/${id}/versions` },
    ...(mayEdit ? [{ content: words.duplicate, onAction: () => duplicate.act({}) }] : []),
    { content: words.export, onAction: exportFile },
    ...(mayEdit && !isArchived ? [{ content: words.import, onAction: () => setDialog("import") }] : []),
    ...(mayPublish && !isArchived
      ? [{ content: words.archive, destructive: true, onAction: () => setDialog("archive") }]
      : []),
    ...(mayEdit && status === "draft"
      ? [{ content: words.delete, destructive: true, onAction: () => setDialog("delete") }]
      : []),
  ];
  const takeOut =
    mayPublish && isArchived
      ? { content: words.unarchive, loading: unarchive.busy, onAction: () => unarchive.act({}) }
      : undefined;
  const page: Pick<PageProps, "primaryAction" | "secondaryActions" | "actionGroups"> = internal
    ? {}
    : {
        ...(publishes
          ? { primaryAction: { content: text.publish.publish, onAction: () => setDialog("publish") } }
          : { primaryAction: takeOut ?? firstEdit }),
        secondaryActions: [
          ...(publishes ? edit : []),
          ...(mayPublish && !isArchived && version ? [turn] : []),
          { content: words.test, url: `/app/automations/${id}/test` },
          { content: words.backtest, url: `/app/automations/${id}/backtest` },
        ],
        actionGroups: [{ title: words.more, actions: more }],
      };
  return {
    page,
    wanted,
    dialog,
    close,
    archive: () => archive.act({}),
    archiving: archive.busy,
    remove: () => remove.act({}),
    removing: remove.busy,
  };
}
