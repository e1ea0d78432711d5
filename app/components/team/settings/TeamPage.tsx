import { Badge, BlockStack, Card, InlineStack, Layout, List, Page, Select, Text } from "@shopify/polaris";
import { givenRoles, permissionsOf, staffRoles, type GivenRole, type StaffRole } from "#core/team/roles.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { usePermission } from "#components/page/access.tsx";
import { Time } from "#components/page/Time.tsx";
import { useAction } from "#components/browser/use-action.ts";

interface Member {
  userId: string;
  name: string;
  email: string | null;
  role: StaffRole;
  lastSeen: ShownMoment;
}

const words = text.settings.team;
const { roles, may } = text.access;
const choices = givenRoles.map((role) => ({ value: role, label: roles[role].name }));

/** The staff and their roles. */
export function TeamPage({ staff, byDefault }: { staff: readonly Member[]; byDefault: GivenRole }) {
  const manages = usePermission("staff.manage");
  const preset = useAction({ said: text.saved });
  return (
    <Page title={words.title} subtitle={words.body} backAction={{ content: text.settings.title, url: "/app/settings" }}>
      <Layout>
        <Layout.Section>
          <Card>
            <BlockStack as="ul" gap="400">
              {staff.map((member) => (
                <MemberLine key={member.userId} member={member} manages={manages} />
              ))}
            </BlockStack>
          </Card>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="300">
                {!manages && <Text as="p">{words.ownerAlone}</Text>}
                <Select
                  label={words.byDefault}
                  options={choices}
                  value={byDefault}
                  disabled={!manages || preset.busy}
                  onChange={(role) => preset.act({ intent: "default", role })}
                />
              </BlockStack>
            </Card>
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  {words.roles}
                </Text>
                {staffRoles.map((role) => (
                  <BlockStack key={role} gap="100">
                    <Text as="h3" variant="headingSm">
                      {roles[role].name}
                    </Text>
                    <Text as="p" tone="subdued">
                      {roles[role].about}
                    </Text>
                    {role !== "owner" && permissionsOf(role).length > 0 && (
                      <List gap="extraTight">
                        {permissionsOf(role).map((permission) => (
                          <List.Item key={permission}>{may[permission]}</List.Item>
                        ))}
                      </List>
                    )}
                  </BlockStack>
                ))}
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function MemberLine({
  member: { userId, name, email, role, lastSeen },
  manages,
}: {
  member: Member;
  manages: boolean;
}) {
  const { act, busy } = useAction({ said: text.saved });
  return (
    <li>
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <BlockStack>
          <Text as="h2" variant="headingSm">
            {name}
          </Text>
          <Text as="span" tone="subdued">
            {email}
          </Text>
          <Text as="span" tone="subdued">
            {words.seen}: <Time at={lastSeen} />
          </Text>
        </BlockStack>
        {role === "owner" || !manages ? (
          <Badge>{roles[role].name}</Badge>
        ) : (
          <Select
            label={words.roleOf(name)}
            labelHidden
            options={choices}
            value={role}
            disabled={busy}
            onChange={(chosen) => act({ intent: "role", userId, role: chosen })}
          />
        )}
      </InlineStack>
    </li>
  );
}
