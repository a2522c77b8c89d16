import type { Dialect } from '../../system/facts.ts';

const signs: readonly (readonly [Dialect, RegExp])[] = [
  [
    'clickhouse',
    /\bENGINE\s*=\s*\(?\w*MergeTree|\bON\s+CLUSTER\b|\bLowCardinality\(|\bORDER\s+BY\s+tuple\(|\bMATERIALIZE\s+INDEX\b/i,
  ],
  ['mysql', /`\w+`\s|\bENGINE\s*=\s*InnoDB|\bAUTO_INCREMENT\b|\butf8mb4\b|\bMODIFY\s+COLUMN\b/i],
  ['sqlserver', /\bNVARCHAR\b|\bDATETIME2\b|\bsp_rename\b|\bIDENTITY\s*\(1|\[dbo\]/i],
  ['sqlite', /\bPRAGMA\b|\bAUTOINCREMENT\b|\bWITHOUT\s+ROWID\b|\bDATETIME\b/i],
  [
    'postgresql',
    /::\w|\bTIMESTAMPTZ\b|\bTIMESTAMP\(\d\)|\bTIMESTAMP\s+WITH(?:OUT)?\s+TIME\s+ZONE\b|\bJSONB\b|\b(?:BIG)?SERIAL\b|\bBYTEA\b|\bCONCURRENTLY\b|\$\w*\$|\bUSING\s+(?:gin|gist|brin|btree|hash)\b|\bgen_random_uuid\b|\bCREATE\s+EXTENSION\b|\bCREATE\s+TYPE\b|"public"\.|\bpublic\.|\bNOT\s+VALID\b|\bDOUBLE\s+PRECISION\b|\bTEXT\[\]|\bSET\s+DATA\s+TYPE\b|\bvarchar_pattern_ops\b/i,
  ],
];

/** The database that an SQL text is written for, by what only it has; undefined where nothing tells. */
export function dialectOf(text: string): Dialect | undefined {
  const spoken = text.replace(/\/\*(?!!)[^]*?\*\/|--[^\n]*/g, ' ');
  return signs.find(([, sign]) => sign.test(spoken))?.[0];
}

const names: readonly (readonly [Dialect, RegExp])[] = [
  ['clickhouse', /click-?house/i],
  ['postgresql', /(?:^|[/_.-])(?:postgres(?:ql)?|pgsql|psql|pg)(?:[/_.-]|$)/i],
  ['mysql', /(?:^|[/_.-])(?:mysql|mariadb)(?:[/_.-]|$)/i],
  ['sqlite', /(?:^|[/_.-])(?:sqlite3?|d1)(?:[/_.-]|$)/i],
  ['sqlserver', /(?:^|[/_.-])(?:mssql|sqlserver)(?:[/_.-]|$)/i],
];

/** The database that a path names. */
export function dialectInPath(path: string): Dialect | undefined {
  return names.find(([, name]) => name.test(path))?.[0];
}
