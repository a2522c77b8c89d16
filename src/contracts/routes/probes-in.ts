/** An address of its own that a platform, a load balancer or a container asks to learn whether a service is well. */
export interface RouteProbe {
  /** as written, without host and query: `/healthz` */
  readonly address: string;
  /** 1-based */
  readonly line: number;
}

/** Endings of files that say how services are checked: compose, Kubernetes, Helm, ECS, Terraform, platforms, Dockerfiles. */
export const probeEndings: readonly string[] = [
  '.yml',
  '.yaml',
  '.toml',
  '.json',
  '.tf',
  '.tpl',
  'Dockerfile',
  'Dockerfile.*',
  '.Dockerfile',
];

/** `alb.ingress.kubernetes.io/healthcheck-path: /up`, `healthCheckPath: /up`, `health_check_path = "/up"` */
const keyed =
  /health[-_]?check[-_]?(?:path|url|endpoint)?["']?\s{0,40}[:=]\s{0,4}["']?(\/[^\s"'#,})?]{1,200})/i;

/** `path: /up` of something above that is a check */
const pathed =
  /(?:^|[\s{,"'])(?:http|request)?[-_]?path["']?\s{0,40}[:=]\s{0,4}["']?(\/[^\s"'#,})?]{1,200})/i;

/** `http://localhost:${PORT}/up` */
const asked =
  /(?<!\/dev\/(?:tcp|udp)\/)\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(?:\d{1,5}|\$[\w{}():-]{1,60}))?(\/[^\s"'|;&?#)\\\],]{1,200})/;

const check =
  /health[-_ ]?check|\bhealth[-_]cmd|(?:liveness|readiness|startup)|\bprobes?\b|httpGet|http_get|\[\[?[\w.-]*checks?\b/i;

const longest = 400;

/** Addresses that checks of a file ask for, in order. Linear in the text. */
export function probesIn(text: string): readonly RouteProbe[] {
  if (!check.test(text)) return [];
  const lines = text.split('\n').map((line) => line.slice(0, longest));
  return lines.flatMap((line, index): readonly RouteProbe[] => {
    if (/^\s*(?:#|\/\/)/.test(line)) return [];
    const named = keyed.exec(line)?.[1];
    const address = named ?? (asked.exec(line) ?? pathed.exec(line))?.[1];
    if (address === undefined || (named === undefined && !isOfCheck(lines, index))) return [];
    return [{ address, line: index + 1 }];
  });
}

/** Whether a line or what it stands in is a check: by its indentation, by the header of its table, by the command that goes on. */
function isOfCheck(lines: readonly string[], index: number): boolean {
  const own = lines[index] ?? '';
  if (check.test(own)) return true;
  let indent = indentOf(own);
  for (let at = index - 1, seen = 0; at >= 0 && seen < 25; at -= 1, seen += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    const isHeader = /^\s*\[/.test(line) && /\]\s*$/.test(line);
    const goesOn = at === index - 1 && line.trimEnd().endsWith('\\');
    if (!isHeader && !goesOn && indentOf(line) >= indent) continue;
    if (check.test(line)) return true;
    // A table of TOML has nothing around it.
    if (isHeader) return false;
    indent = Math.min(indent, indentOf(line));
    if (indent === 0 && !goesOn) return false;
  }
  return false;
}

/** What begins an item of a list stands as deep as what follows it. */
function indentOf(line: string): number {
  return /^[\s-]*/.exec(line)?.[0].length ?? 0;
}
