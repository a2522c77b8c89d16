import type { Written } from './route.ts';

/** Next.js: `app/api/users/[id]/route.ts` with exported methods, `pages/api/users/[id].ts`. */
export function nextRoutes(path: string, text: string): readonly Written[] {
  const app = /(?:^|\/)app\/(.+\/)?route\.[cm]?[jt]sx?$/.exec(path);
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
  const page = /(?:^|\/)pages\/(api\/.+?)(?:\/index)?\.[cm]?[jt]sx?$/.exec(path)?.[1];
  return page !== undefined && /\bexport\s{1,4}default\b/.test(text)
    ? [{ method: null, paths: [page], at: 0 }]
    : [];
}
