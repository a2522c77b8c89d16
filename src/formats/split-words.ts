/** The words of a command line that no shell runs: quotes and backslashes resolved, nothing else has a meaning. */
export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string[] | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote === '' && /\s/.test(char)) {
      if (word) words.push(word.join(''));
      word = undefined;
      continue;
    }
    word ??= [];
    if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === '\\' && quote !== "'") word.push(text.charAt((at += 1)));
    else word.push(char);
  }
  if (word) words.push(word.join(''));
  return words;
}
