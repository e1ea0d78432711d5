import { Button, ButtonGroup } from "@shopify/polaris";
import {
  ChartVerticalIcon,
  MaximizeIcon,
  MinusIcon,
  PlusIcon,
  RedoIcon,
  SearchIcon,
  UndoIcon,
} from "@shopify/polaris-icons";
import { Panel, useReactFlow } from "@xyflow/react";
import { text } from "#text/en.ts";

const words = text.editor.tools;

interface ToolsProps {
  /** Null if the editor is read-only. */
  history: { mayUndo: boolean; mayRedo: boolean; undo: () => void; redo: () => void } | null;
  /** Shows the whole flow, as far as it stays readable. */
  onFit: () => void;
  onFind: () => void;
  /** The steps' figures, shown in place of their summaries. */
  figures: { shown: boolean; loading: boolean; toggle: () => void };
}

/** Undo, redo, zoom, step search and figures. */
export function Tools({ history, onFit, onFind, figures }: ToolsProps) {
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <Panel position="bottom-left">
      <div role="toolbar" aria-label={words.label}>
        <ButtonGroup gap="tight">
          {history && (
            <Button
              size="slim"
              icon={UndoIcon}
              accessibilityLabel={words.undo}
              disabled={!history.mayUndo}
              onClick={history.undo}
            />
          )}
          {history && (
            <Button
              size="slim"
              icon={RedoIcon}
              accessibilityLabel={words.redo}
              disabled={!history.mayRedo}
              onClick={history.redo}
            />
          )}
          <Button size="slim" icon={MinusIcon} accessibilityLabel={words.zoomOut} onClick={() => void zoomOut()} />
          <Button size="slim" icon={PlusIcon} accessibilityLabel={words.zoomIn} onClick={() => void zoomIn()} />
          <Button size="slim" icon={MaximizeIcon} accessibilityLabel={words.fit} onClick={onFit} />
          <Button size="slim" icon={SearchIcon} accessibilityLabel={words.find} onClick={onFind} />
          <Button
            size="slim"
            icon={ChartVerticalIcon}
            accessibilityLabel={figures.shown ? text.results.funnel.hide : text.results.funnel.show}
            pressed={figures.shown}
            loading={figures.loading}
            onClick={figures.toggle}
          />
        </ButtonGroup>
      </div>
    </Panel>
  );
}
