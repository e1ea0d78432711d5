import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as statuses from "#core/statuses.ts";
import { codeOf, importsOf, sourcesIn, type Source } from "#tests/support/source.ts";

/** A rule gives one line for each thing in a source that breaks it. */
type Rule = (source: Source) => string[];

const within = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);

/** @param allowed folders of the project, packages, or "node:" for all that Node brings */
const mayImportOnly =
  (...allowed: string[]): Rule =>
  (source) =>
    importsOf(source)
      .filter((target) => !allowed.some((one) => within(target, one) || (one === "node:" && target.startsWith(one))))
      .map((target) => `${source.file} imports ${target}`);

const mayNotImport =
  (forbidden: RegExp): Rule =>
  (source) =>
    importsOf(source)
      .filter((target) => forbidden.test(target))
      .map((target) => `${source.file} imports ${target}`);

const mayNotSay =
  (...forbidden: RegExp[]): Rule =>
  (source) => {
    const code = codeOf(source);
    return forbidden.flatMap((words) => code.match(words)?.[0] ?? []).map((words) => `${source.file} says ${words}`);
  };

const PURE = [
  "zod",
  "liquidjs",
  "big.js",
  "jstat",
  "libphonenumber-js",
  "sms-segments-calculator",
  "temporal-polyfill",
  "croner",
];
const IMPURE = [
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /(?<!new )\bDate\(/,
  /\bTemporal\.Now\b/,
  /\bperformance\.now\b/,
  /\bMath\.random\b/,
  /\bcrypto\b/,
  /\brandomUUID\b/,
  /\bprocess\b\??\./,
  /\bimport\.meta\.env\b/,
  /\bglobalThis\b/,
  /\b(setTimeout|setInterval|setImmediate|fetch)\(/,
  /\bconsole\./,
];

const RULES: [fact: string, folder: string, rule: Rule][] = [
  ["the core imports itself and a few pure libraries", "app/core", mayImportOnly("app/core", ...PURE)],
  ["the core reads no clock, randomness or environment, and does no I/O", "app/core", mayNotSay(...IMPURE)],
  ["the library imports the core alone", "app/library", mayImportOnly("app/library", "app/core")],
  ["what the app says to people imports the core alone", "app/text", mayImportOnly("app/text", "app/core")],
  [
    "services import the core, the library, the words and the shell",
    "app/services",
    mayImportOnly("app/services", "app/core", "app/library", "app/text", "app/shell", "node:", "pg", "zod"),
  ],
  [
    "the shell knows the core and no service, page or job",
    "app/shell",
    mayNotImport(/^(app\/(?!shell\/|core\/)|jobs\/|bin\/)/),
  ],
  [
    "components know nothing of the server",
    "app/components",
    mayNotImport(/\.server\b|^app\/(services|shell|routes)\/|^node:|^jobs\//),
  ],
  ["routes and jobs are two doors that never meet: routes", "app/routes", mayNotImport(/^jobs\//)],
  [
    "routes and jobs are two doors that never meet: jobs",
    "jobs",
    mayNotImport(/^app\/(routes|components|text)\/|^app\/(root|entry)/),
  ],
  ["the app does not know its sandbox, tests and benchmarks", "app", mayNotImport(/^(sandbox|tests|bench)\//)],
  ["the jobs do not know the sandbox, tests and benchmarks", "jobs", mayNotImport(/^(sandbox|tests|bench)\//)],
];

/** The domains of the product: each ring has a folder for each that it deals with. */
const DOMAINS: ReadonlySet<string> = new Set([
  "intake",
  "engine",
  "sending",
  "senders",
  "campaigns",
  "consent",
  "credits",
  "automations",
  "simulation",
  "activity",
  "scheduled",
  "customers",
  "segments",
  "inbox",
  "team",
  "analytics",
  "operations",
]);

/** Folders of a ring that serve several domains: what automations are made of, time, and the pages' frame. */
const BUILDING_BLOCKS = new Set(["actions", "triggers", "conditions", "time", "page", "browser"]);

const imports = (file: string, ...specifiers: string[]): Source => ({
  file,
  text: specifiers.map((one) => `import "${one}";`).join("\n"),
});

const PRISMA = mayNotImport(/^@prisma\/(client|adapter-pg)$|^\.prisma/);
const DRAWERS = /^(utils?|helpers?|common|types|interfaces)$/;

const broken = (rule: Rule, sources: readonly Source[]) => sources.flatMap(rule);

describe("the rings", () => {
  test.for(RULES)("%s", ([, folder, rule]) => {
    expect(broken(rule, sourcesIn(folder))).toEqual([]);
  });

  const DOORS = ["app/routes", "jobs", "bin"];
  const topLevel = /^app\/services\/[a-z]+\/[^/]+$/;
  const part = /^app\/services\/[a-z]+\/[^/]+\//;

  test("a route, job or command imports the top level of a domain, never its parts", () => {
    const deep = mayNotImport(part);
    expect(broken(deep, DOORS.flatMap(sourcesIn))).toEqual([]);
    expect(deep(imports("app/routes/a.tsx", "#services/intake/parts/fan-out.server.ts"))).toHaveLength(1);
  });

  test("the top level of a domain holds only what a route, job or command imports", () => {
    const imported = new Set(DOORS.flatMap(sourcesIn).flatMap(importsOf));
    const tops = sourcesIn("app/services").filter(({ file }) => topLevel.test(file));
    expect(tops.map(({ file }) => file).filter((file) => !imported.has(file))).toEqual([]);
    expect(tops.length).toBeGreaterThan(50);
  });

  test("the rings name their folders by one list of domains", () => {
    const folders = ["app/services", "app/shell/repositories", "app/core", "app/components"].flatMap((ring) =>
      readdirSync(ring, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name),
    );
    expect(new Set(folders.filter((name) => !DOMAINS.has(name)))).toEqual(BUILDING_BLOCKS);
  });

  test("a folder holds at most 27 files, the routes, triggers, actions and the library aside", () => {
    const perFolder = Map.groupBy(
      ["app", "jobs", "bin", "sandbox", "bench"].flatMap(sourcesIn).map(({ file }) => path.dirname(file)),
      (folder) => folder,
    );
    const crowded = [...perFolder].filter(
      ([folder, files]) =>
        files.length > 27 && folder !== "app/routes" && !/\/(triggers|actions|library)$/.test(folder),
    );
    expect(crowded.map(([folder]) => folder)).toEqual([]);
  });

  test("every folder of the app stands in a rule", () => {
    const folders = readdirSync("app", { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const ruled = new Set(RULES.map(([, folder]) => folder));
    expect(folders.map(({ name }) => `app/${name}`).filter((folder) => !ruled.has(folder))).toEqual([]);
  });

  test("Prisma's types stop at the shell", () => {
    const outside = ["app", "jobs", "sandbox", "bin"]
      .flatMap(sourcesIn)
      .filter(({ file }) => !within(file, "app/shell"));
    expect(broken(PRISMA, outside)).toEqual([]);
  });

  test("every import leads to a file", () => {
    const lost: Rule = (source) =>
      importsOf(source)
        .filter((target) => /^(app|jobs|sandbox|tests|bin|bench)\//.test(target) && !existsSync(target))
        .map((target) => `${source.file} imports ${target}`);
    expect(broken(lost, ["app", "jobs", "sandbox", "tests", "bin", "bench"].flatMap(sourcesIn))).toEqual([]);
  });
});

describe("the pages", () => {
  /** A route that acts and says nothing of what happens where its answer does not come. */
  const loses: Rule = ({ file, text }) =>
    /^export (async function|const) action\b/m.test(text) && !/\bclientActionThatKeeps as clientAction\b/.test(text)
      ? [`${file} does not export clientActionThatKeeps as its clientAction`]
      : [];

  /** A page on which something may be typed or written to, and which gives way where it cannot be read anew. */
  const givesWay: Rule = ({ file, text }) => {
    if (
      !/^export default\b/m.test(text) ||
      !/^export (async function|const) loader\b/m.test(text) ||
      !/\buseLive\(|\bclientActionThatKeeps as clientAction\b/.test(text)
    )
      return [];
    const route = file.replace(/^app\/|\.tsx$/g, "");
    return text.includes(`export const clientLoader = clientLoaderThatKeeps("${route}");`)
      ? []
      : [`${file} does not read as clientLoaderThatKeeps("${route}") does`];
  };

  test("no page that acts or follows changes loses what was typed where it cannot be read anew", () => {
    const paged = sourcesIn("app/routes").filter(({ file }) => /\/app[._]/.test(file));
    expect(broken(givesWay, paged)).toEqual([]);
    const live = "export async function loader() {}\nexport default function Page() { useLive(); }";
    expect(givesWay({ file: "app/routes/a.tsx", text: live })).toHaveLength(1);
    expect(
      givesWay({
        file: "app/routes/a.tsx",
        text: `${live}\nexport const clientLoader = clientLoaderThatKeeps("routes/b");`,
      }),
    ).toHaveLength(1);
  });

  test("no act of a page loses what was typed where the line drops", () => {
    const acting = sourcesIn("app/routes").filter(({ file }) => /\/app[._]/.test(file));
    expect(broken(loses, acting)).toEqual([]);
    expect(loses({ file: "a.ts", text: "export async function action() {}" })).toHaveLength(1);
  });
});

describe("the words", () => {
  const lists = Object.values(statuses);

  /** A list of words in brackets that holds all of a kind's statuses, or all but one. */
  const listsStatuses: Rule = ({ file, text }) =>
    [...text.matchAll(/\[\s*("[a-z_]+"\s*,\s*)+"[a-z_]+"\s*,?\s*\]/g)]
      .map(([list]) => JSON.parse(list.replace(/,\s*\]$/, "]")) as string[])
      .filter((words) =>
        lists.some(
          (known) =>
            words.length > 2 &&
            words.length >= known.length - 1 &&
            words.every((word) => (known as readonly string[]).includes(word)),
        ),
      )
      .map((words) => `${file} lists ${words.join(", ")}`);

  test("statuses are listed once", () => {
    const elsewhere = ["app", "jobs", "bin"].flatMap(sourcesIn).filter(({ file }) => file !== "app/core/statuses.ts");
    expect(broken(listsStatuses, elsewhere)).toEqual([]);
    expect(
      broken(
        listsStatuses,
        sourcesIn("app/core").filter(({ file }) => file === "app/core/statuses.ts"),
      ),
    ).not.toEqual([]);
  });

  const statusWords = new Set<string>(
    Object.entries(statuses).flatMap(([name, list]) => (name === "channels" ? [] : list)),
  );
  /** `'sent'` in SQL. A column "origin" has words of its own, and a key of a JSON object is no status. */
  const quotesStatus: Rule = ({ file, text }) =>
    [...text.replaceAll(/"origin" IN \([^)]*\)|'\w+', \$\{/g, "").matchAll(/'([a-z_]+)'/g)]
      .filter(([, word]) => statusWords.has(word as string))
      .map(([word]) => `${file} writes ${word} in SQL`);

  test("SQL takes its status words from the core's lists", () => {
    const written = ["app/shell", "app/services", "jobs"]
      .flatMap(sourcesIn)
      .filter(({ file }) => file !== "app/shell/db/status-words.server.ts");
    expect(broken(quotesStatus, written)).toEqual([]);
    expect(quotesStatus({ file: "a.ts", text: "m.status IN ('sent', $1)" })).toHaveLength(1);
  });

  test("no file is a drawer", () => {
    const names = ["app", "jobs", "sandbox", "tests", "bin", "bench"]
      .flatMap(sourcesIn)
      .flatMap(({ file }) => file.split("/"));
    expect(names.filter((name) => DRAWERS.test(name.replace(/\..*$/, "")))).toEqual([]);
    expect(DRAWERS.test(path.parse("utils.ts").name)).toBe(true);
  });

  test("kinds of actions and triggers answer for themselves: nobody switches on them", () => {
    const switches = mayNotSay(/\bswitch\(\w*(action|trigger|step)\w*\.(type|kind|key)\)/i);
    const outside = ["app", "jobs"]
      .flatMap(sourcesIn)
      .filter(({ file }) => !/^app\/core\/(actions|triggers)\/index/.test(file));
    expect(broken(switches, outside)).toEqual([]);
    expect(switches({ file: "a.ts", text: "switch (action.type) { default: }" })).toHaveLength(1);
  });
});

describe("a rule finds what breaks it", () => {
  const rule = (fact: string) => RULES.find(([name]) => name.startsWith(fact))?.[2] as Rule;

  test.for([
    [
      "the core imports",
      imports(
        "app/core/a.ts",
        "node:fs",
        "#shell/x.server.ts",
        "../services/y.server.ts",
        "lodash",
        "zod",
        "./b.ts",
        "libphonenumber-js/min",
      ),
      4,
    ],
    [
      "the core imports",
      {
        file: "app/core/a.ts",
        text: 'export * from "pg"; type X = import("#jobs/x.ts").X; const y = await import("node:os");',
      },
      3,
    ],
    ["the library imports", imports("app/library/a.ts", "#core/x.ts", "zod"), 1],
    ["what the app says", imports("app/text/a.ts", "#core/x.ts", "#services/x.server.ts"), 1],
    [
      "services import",
      imports("app/services/a.server.ts", "#core/x.ts", "pg", "#components/X.tsx", "../routes/x.ts", "express"),
      3,
    ],
    ["the shell knows", imports("app/shell/a.server.ts", "#core/x.ts", "pg", "#services/x.server.ts", "#jobs/x.ts"), 2],
    [
      "components know",
      imports(
        "app/components/A.tsx",
        "react",
        "./a.server.ts",
        "#services/a.ts",
        "#shell/a.server.ts",
        "../routes/x.tsx",
      ),
      4,
    ],
    ["routes and jobs are two doors that never meet: routes", imports("app/routes/a.tsx", "#jobs/registry.ts"), 1],
    [
      "routes and jobs are two doors that never meet: jobs",
      imports("jobs/a.ts", "../app/routes/a.tsx", "../app/root.tsx"),
      2,
    ],
    [
      "the app does not know",
      imports("app/services/a.server.ts", "#sandbox/x.ts", "#tests/x.ts", "../../bench/x.ts"),
      3,
    ],
  ] as const)("%s", ([fact, source, violations]) => {
    expect(rule(fact)(source)).toHaveLength(violations);
  });

  test.for([
    "const x = Date.now();",
    "const x = new Date();",
    "const x = Date();",
    "const x = Temporal.Now.instant();",
    "const x = Temporal\n  .Now.instant();",
    "const x = Math.random();",
    "const x = crypto.randomUUID();",
    "const x = process.env.HOME;",
    "const x = process?.env;",
    "const x = globalThis.process;",
    "setTimeout(() => {}, 1);",
    "const x = `${Date.now()}`;",
  ])("the core may not say: %s", (text) => {
    expect(rule("the core reads")({ file: "app/core/a.ts", text })).not.toEqual([]);
  });

  test("what comments and strings say is no code", () => {
    const text =
      '// Date.now()\n/* Math.random() */ const x = "process.env"; const y = `Temporal.Now ${x}`; ' +
      'const z = new Date(0); const status = "process.";';
    expect(rule("the core reads")({ file: "app/core/a.ts", text })).toEqual([]);
  });

  test("Prisma outside the shell", () => {
    expect(PRISMA(imports("app/services/a.server.ts", "@prisma/client"))).toHaveLength(1);
  });
});
