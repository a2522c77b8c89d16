import type { Place } from '../stages/rule.ts';
import { markdownCode, urlPath } from './escape.ts';

/** Files that GitHub shows rendered: a line can be pointed at only in their source. */
const rendered = /\.(md|mdx|markdown|rst|adoc|asciidoc|org|textile|ipynb|csv|geojson)$/i;

/** Web page of a place at a commit. `repositoryUrl` is server, owner and repository. */
export function blobUrl(repositoryUrl: string, commit: string, place: Place): string {
  const url = `${repositoryUrl.replace(/\/+$/, '')}/blob/${urlPath(commit)}/${urlPath(place.path)}`;
  if (place.line === null) return url;
  return `${url}${rendered.test(place.path) ? '?plain=1' : ''}#L${place.line}`;
}

/** `compose.yaml:12` */
export function placeName(place: Place): string {
  return place.line === null ? place.path : `${place.path}:${place.line}`;
}

/** A place as Markdown code, linked when it is known where the repository can be looked at. */
export function placeLink(repositoryUrl: string | undefined, commit: string | null, place: Place): string {
  // Of a long path the end matters and the line most of all; the shortening keeps both ends.
  const label = markdownCode(placeName(place));
  return repositoryUrl === undefined || commit === null
    ? label
    : `[${label}](${blobUrl(repositoryUrl, commit, place)})`;
}

/** A URL fit for a Markdown link's target, or undefined when it is not one of the web. */
export function webUrl(url: string | undefined): string | undefined {
  if (url === undefined || !/^https?:\/\//i.test(url) || url.length > 2000 || !URL.canParse(url))
    return undefined;
  return new URL(url).href.replace(
    /[()<>[\]`'"*\\|\s]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
