const local = String.raw`(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])`;
const url = new RegExp(
  String.raw`\bhttps?://${local}(:\$\{?\w+[^\s/]*|:\d{1,5})?(/[^\s"'|;&?#)]*)?(?![\w:.-])`,
  'i',
);
const hostAndPort = new RegExp(String.raw`(?:^|[\s"'=(])${local}[:\s](\d{1,5})\b`, 'i');

/** What a health command asks of its own container: `curl -f http://localhost:8080/health`. */
export function probeTarget(text: string): { readonly port?: number; readonly httpPath?: string } {
  const asked = url.exec(text);
  if (asked) {
    const [whole, port, path] = asked;
    const usual = whole.toLowerCase().startsWith('https') ? 443 : 80;
    const number = port === undefined ? usual : Number(port.slice(1));
    // A variable may decide the port.
    return { ...(Number.isNaN(number) ? {} : { port: number }), httpPath: path ?? '/' };
  }
  const port = hostAndPort.exec(text)?.[1];
  return port === undefined ? {} : { port: Number(port) };
}
