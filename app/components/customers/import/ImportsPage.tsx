import {
  Banner,
  BlockStack,
  Card,
  DropZone,
  IndexTable,
  Link,
  ProgressBar,
  Text,
  useBreakpoints,
} from "@shopify/polaris";
import { useState } from "react";
import type { OutcomeCounts } from "#core/customers/contact-import/judge.ts";
import type { ContactImportStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { usePermission } from "../../page/access.tsx";
import { EmptyState } from "../../page/EmptyState.tsx";
import { layoutKey } from "../../page/NarrowRow.tsx";
import { Time } from "../../page/Time.tsx";
import { ImportBadge } from "./ImportBadge.tsx";
import { useUpload } from "./use-upload.ts";

const words = text.contacts;

interface ImportLine {
  id: string;
  fileName: string;
  status: ContactImportStatus;
  by: string;
  createdAt: ShownMoment;
  rows: number | null;
  counts: Partial<OutcomeCounts> | null;
}

/** The upload of a list, and the imports before. */
export function ImportsPage({ imports }: { imports: readonly ImportLine[] }) {
  const may = usePermission("contacts.import");
  return (
    <BlockStack gap="400">
      {may && <UploadCard />}
      <Card padding="0">
        {imports.length === 0 ? (
          <EmptyState title={words.emptyTitle}>{words.emptyBody}</EmptyState>
        ) : (
          <ImportsTable imports={imports} />
        )}
      </Card>
    </BlockStack>
  );
}

function UploadCard() {
  const { take, again, failed, percent } = useUpload();
  const [refused, setRefused] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.uploadTitle}
        </Text>
        <Text as="p">{words.uploadBody}</Text>
        {refused && <Banner tone="critical" title={words.notCsv} />}
        {failed && (
          <Banner tone="critical" action={{ content: words.tryAgain, onAction: again }}>
            {failed}
          </Banner>
        )}
        {percent === null ? (
          <DropZone
            label={words.uploadTitle}
            labelHidden
            accept="text/csv,.csv,.txt,.tsv"
            type="file"
            allowMultiple={false}
            onDropAccepted={([file]) => {
              setRefused(false);
              if (file) take(file);
            }}
            onDropRejected={() => setRefused(true)}
          >
            <DropZone.FileUpload actionTitle={words.drop} actionHint={words.dropHint} />
          </DropZone>
        ) : (
          <BlockStack gap="100">
            <ProgressBar progress={percent} ariaLabelledBy="upload-told" size="small" />
            <Text as="p" tone="subdued" id="upload-told">
              {words.uploading(percent)}
            </Text>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function ImportsTable({ imports }: { imports: readonly ImportLine[] }) {
  const { smDown } = useBreakpoints();
  const { file, when, by, status, rows, optedIn } = words.columns;
  return (
    <IndexTable
      key={layoutKey(smDown)}
      resourceName={words.resource}
      itemCount={imports.length}
      selectable={false}
      headings={
        smDown
          ? [{ title: file }]
          : [
              { title: file },
              { title: status },
              { title: when },
              { title: by },
              { title: rows, alignment: "end" },
              { title: optedIn, alignment: "end" },
            ]
      }
    >
      {imports.map((line, position) => (
        <IndexTable.Row id={line.id} key={line.id} position={position}>
          {smDown ? (
            <IndexTable.Cell>
              <BlockStack gap="100">
                <Name {...line} />
                <ImportBadge status={line.status} />
                <Text as="span" tone="subdued">
                  <Time at={line.createdAt} /> · {line.by}
                  {line.rows !== null && ` · ${words.rowCount(line.rows)} · ${words.optedInCount(optedInBy(line))}`}
                </Text>
              </BlockStack>
            </IndexTable.Cell>
          ) : (
            <>
              <IndexTable.Cell>
                <Name {...line} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <ImportBadge status={line.status} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Time at={line.createdAt} />
              </IndexTable.Cell>
              <IndexTable.Cell>{line.by}</IndexTable.Cell>
              <IndexTable.Cell>
                <Text as="span" alignment="end" numeric>
                  {line.rows ?? "–"}
                </Text>
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Text as="span" alignment="end" numeric>
                  {line.status === "imported" ? optedInBy(line) : "–"}
                </Text>
              </IndexTable.Cell>
            </>
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

const optedInBy = ({ counts }: ImportLine): number => (counts?.new ?? 0) + (counts?.known ?? 0);

const Name = ({ id, fileName }: ImportLine) => (
  <Link url={`/app/contacts/${id}`} removeUnderline dataPrimaryLink>
    <Text as="span" fontWeight="semibold" breakWord>
      {fileName}
    </Text>
  </Link>
);
