import type { MigrationTool } from '../../system/facts.ts';

/** Marks that part the way forward from the way back in one file, by the tool that has them. */
const marks: readonly (readonly [MigrationTool, RegExp, RegExp])[] = [
  ['goose', /^--\s*\+goose\s+up\b/im, /^--\s*\+goose\s+down\b/im],
  ['dbmate', /^--\s*migrate:up\b/im, /^--\s*migrate:down\b/im],
  ['sql-migrate', /^--\s*\+migrate\s+up\b/im, /^--\s*\+migrate\s+down\b/im],
  ['unknown', /^(?:--|#)\s*-*\s*!ups\b/im, /^(?:--|#)\s*-*\s*!downs\b/im],
  ['unknown', /^--\s*rambler\s+up\b/im, /^--\s*rambler\s+down\b/im],
  ['unknown', /^--\s*\/\/(?!\s*@undo)/im, /^--\s*\/\/\s*@undo\b/im],
];

/** The part of an SQL migration that leads forward, the rest blanked so that offsets stay; and the tool, where a mark names it. */
export function forwardPart(text: string): { readonly tool?: MigrationTool; readonly text: string } {
  for (const [tool, up, down] of marks) {
    const start = up.exec(text);
    const end = down.exec(text);
    if (!start && !(end && tool !== 'unknown')) continue;
    const from = start?.index ?? 0;
    const to = end && end.index > from ? end.index : text.length;
    // A way back that stands first.
    const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
    const kept = `${blank(text.slice(0, from))}${text.slice(from, to)}`;
    return { ...(tool !== 'unknown' && { tool }), text: kept };
  }
  return { text };
}
