/** Words of a text in the form in which {@link wordForm} writes names. */
export function wordsIn(text: string, into: Set<string>): void {
  for (const [word] of text.matchAll(/[A-Za-z_][\w$-]*/g)) {
    into.add(wordForm(word));
    // `users-list` is also `users` less `list`.
    if (word.includes('-')) for (const part of word.split('-')) into.add(wordForm(part));
  }
}

/** Generators write names in the style of their language: `user_id`, `userId` and `UserID` are one. */
export function wordForm(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}
