/** Text of a file, or why its bytes are no text that a reader could trust. */
export type Decoded =
  { readonly text: string } | { readonly reason: 'encoding' | 'missing-object'; readonly detail: string };

/**
 * Decodes UTF-8, and UTF-16 with a byte order mark. Bytes that are not UTF-8 and have
 * no NUL are taken as Latin-1, so that one stray comment does not hide a file.
 */
export function decodeText(bytes: Buffer): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: bytes.subarray(2).toString('utf16le') };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
    return { text: Buffer.from(even).swap16().toString('utf16le') };
  }
  if (bytes.subarray(0, 8000).includes(0))
    return { reason: 'encoding', detail: 'The file has NUL bytes: binary, or UTF-16 without a mark' };
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const text = bytes.toString('utf8', start);
  if (text.startsWith('version https://git-lfs.github.com/spec/')) {
    return {
      reason: 'missing-object',
      detail: 'The file is a Git LFS pointer; its contents are not in the repository',
    };
  }
  return { text: text.includes('\ufffd') ? latin1Unless(bytes.subarray(start), text) : text };
}

function latin1Unless(bytes: Buffer, text: string): string {
  return Buffer.from(text, 'utf8').equals(bytes) ? text : bytes.toString('latin1');
}
