/**
 * Liquid as a reader may skim it: "{{ customer.first_name | default: 'you' }}" as "[First name]", without its tags.
 * @param names labels of the fields by their paths
 */
export const templateOutline = (liquid: string, names: ReadonlyMap<string, string>): string =>
  liquid
    .replace(/\{%.*?%\}/gs, "")
    .replace(/\{\{\s*([\w.]+).*?\}\}/gs, (_, path: string) => `[${names.get(path) ?? path}]`);
