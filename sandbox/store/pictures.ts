const draw = (background: string, shapes: string) =>
  '<svg viewBox="0 0 120 90" role="img" aria-hidden="true"><rect width="120" height="90" ' +
  `fill="${background}"/>${shapes}</svg>`;

/** Product pictures, as SVG. */
export const pictures = {
  mug: draw(
    "#dfeaf1",
    '<path d="M40 26h36v34a8 8 0 0 1-8 8H48a8 8 0 0 1-8-8z" fill="#2f6690"/><path d="M76 34h6a9 ' +
      '9 0 0 1 0 20h-6" fill="none" stroke="#2f6690" stroke-width="5"/><path d="M38 26h40" stroke="#16425b" ' +
      'stroke-width="4" stroke-linecap="round"/>',
  ),
  throw: draw(
    "#f1e9df",
    '<path d="M28 30q32-12 64 0v34q-32 10-64 0z" fill="#c9a27c"/><path d="M28 40q32-12 64 0M28 ' +
      '52q32-12 64 0" fill="none" stroke="#a87f57" stroke-width="3"/>' +
      '<path d="M30 65v7m8-5v7m8-6v7m9-6v7m9-7v7m9-8v7m9-9v7m8-9v7" ' +
      'stroke="#a87f57" stroke-width="2"/>',
  ),
  candle: draw(
    "#f7efd8",
    '<rect x="47" y="36" width="26" height="36" rx="3" fill="#e3b23c"/><path d="M47 44q6 8 13 ' +
      '2t13 3v-13H47z" fill="#f0cc6a"/><path d="M60 36v-6" stroke="#4a4238" stroke-width="2"/><path ' +
      'd="M60 14q8 9 0 16-8-7 0-16z" fill="#e76f51"/>',
  ),
  tea: draw(
    "#e3efe2",
    '<rect x="42" y="30" width="36" height="42" rx="4" fill="#588157"/><rect x="45" y="20" width="30" ' +
      'height="11" rx="3" fill="#3a5a40"/><rect x="47" y="40" width="26" height="20" rx="2" fill="#f1f5ec"/><path ' +
      'd="M53 55q1-11 14-11-1 12-14 11z" fill="#588157"/>',
  ),
  bell: draw(
    "#f4e6dc",
    '<path d="M60 18a5 5 0 0 1 5 5q13 5 13 22 0 11 6 17H36q6-6 6-17 0-17 13-22a5 5 0 0 1 5-5z" ' +
      'fill="#c58b2a"/><path d="M36 62h48" stroke="#8f611a" stroke-width="4" stroke-linecap="round"/><circle ' +
      'cx="60" cy="70" r="6" fill="#8f611a"/><path d="M52 34q-5 6-4 16" fill="none" stroke="#ecc274" ' +
      'stroke-width="3" stroke-linecap="round"/>',
  ),
  tote: draw(
    "#e9e6f0",
    '<path d="M48 38V28a12 12 0 0 1 24 0v10" fill="none" stroke="#6d597a" stroke-width="4"/><path ' +
      'd="M38 36h44l4 36H34z" fill="#b8a6c4"/><path d="M52 56q8-14 16 0" fill="none" stroke="#6d597a" ' +
      'stroke-width="3" stroke-linecap="round"/>',
  ),
};
