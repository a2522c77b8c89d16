import type { Written } from './route.ts';

/**
 * Next.js: `app/api/users/[id]/route.ts` with exported methods, `pages/api/users/[id].ts`; SvelteKit:
 * `src/routes/users/[id]/+server.ts`; Nitro: `server/api/users/[id].get.ts`.
 */
export function nextRoutes(path: string, text: string): readonly Written[] {
  const app =
    /(?:^|\/)app\/(.+\/)?route\.[cm]?[jt]sx?$/.exec(path) ??
    /(?:^|\/)src\/routes\/(.+\/)?\+server\.[jt]s$/.exec(path);
  if (app) {
    // Groups and slots are no part of the address.
    const address = (app[1] ?? '').replace(/(?:^|(?<=\/))(?:\([^/]*\)|@[^/]*)\//g, '');
    const exported =
      /\bexport\s{1,4}(?:(?:async\s{1,4})?function\s{1,4}|const\s{1,4}|\{[^{}\n]{0,200}?\b)(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/g;
    return [...text.matchAll(exported)].map((match) => ({
      method: (match[1] ?? '').toLowerCase(),
      paths: [address],
      at: match.index,
    }));
  }
  const nitro =
    /(?:^|\/)server\/(?:(api\/.+?)|routes\/(.+?))(?:\/index)?(?:\.(get|post|put|patch|delete|head))?\.[cm]?[jt]s$/.exec(
      path,
    );
  if (nitro && /\bexport\s{1,4}default\s{1,4}(?:define|event)\w*Handler\b/.test(text))
    return [{ method: nitro[3] ?? null, paths: [nitro[1] ?? nitro[2] ?? ''], at: 0 }];
  const page = /(?:^|\/)pages\/(api\/.+?)(?:\/index)?\.[cm]?[jt]sx?$/.exec(path)?.[1];
  return page !== undefined && /\bexport\s{1,4}default\b/.test(text)
    ? [{ method: null, paths: [page], at: 0 }]
    : [];
}
