/**
 * A readable outline of a template: "{{ customer.first_name
 * default: 'you' }}" becomes "[First name]"; tags are dropped.
 * @param names field labels by path
 */
export const templateOutline = (liquid: string, names: ReadonlyMap<string, string>): string =>
  liquid
    .replace(/\{%.*?%\}/gs, "")
    .replace(/\{\{\s*([\w.]+).*?\}\}/gs, (_, path: string) => `[${names.get(path) ?? path}]`);
