import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

export interface Source {
  /** From the project's root, such as "app/core/time.ts". */
  file: string;
  text: string;
}

const SUBPATHS = Object.entries(
  (JSON.parse(readFileSync("package.json", "utf8")) as { imports: Record<string, string> }).imports,
).map(([from, to]) => [from.replace(/\*$/, ""), path.normalize(to.replace(/\*$/, ""))] as const);

/** Every TypeScript file under a folder. */
export function sourcesIn(folder: string): Source[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .toSorted()
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, text: readFileSync(file, "utf8") }));
}

/**
 * What a source imports, `import type` and `import()` included.
 * @returns a project file from the root ("app/core/time.ts"), "node:fs", or a package's name ("libphonenumber-js")
 */
export function importsOf({ file, text }: Source): string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => resolve(file, fileName.replace(/\?.*$/, "")));
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return path.join(path.dirname(from), specifier);
  const subpath = SUBPATHS.find(([prefix]) => specifier.startsWith(prefix));
  if (subpath) return specifier.replace(subpath[0], subpath[1]);
  if (specifier.startsWith("node:")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** The text without its comments, and with its strings emptied: what is left is code. */
export function codeOf({ file, text }: Source): string {
  const tree = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const pieces: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      pieces.push('""');
    else if (node.getChildCount(tree) === 0) pieces.push(node.getText(tree));
    else for (const child of node.getChildren(tree)) visit(child);
  };
  visit(tree);
  // Without a space around dots and brackets, so that `Date . now ()` reads as `Date.now()`.
  return pieces.join(" ").replaceAll(/ ?([.()?]) ?/g, "$1");
}
