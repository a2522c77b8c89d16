/** A text as a part of a regular expression that means just this text, in JavaScript and in `git grep`. */
export function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
