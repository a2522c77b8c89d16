/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as far as code scanning services read it. */
import type { Place, Rule, Severity } from '../stages/rule.ts';
import { stages, stageTitles } from '../stages/rule.ts';
import type { Finding, Report } from '../triage/report.ts';
import { urlPath, visible } from './escape.ts';
import { sentence } from './markdown.ts';
import type { Text } from './text.ts';

export interface SarifOptions {
  /** every rule there is; a report names a few of them */
  readonly rules: readonly Rule[];
  /** of this tool */
  readonly version: string;
  /** server, owner and repository: where the commit belongs to */
  readonly repositoryUrl?: string | undefined;
}

type Level = 'error' | 'warning' | 'note';

/** The report for code scanning: open findings as results, accepted ones suppressed, gaps as notifications. */
export function renderSarif(report: Report, options: SarifOptions): string {
  const ids = [
    ...new Set([...options.rules.map(({ id }) => id), ...report.findings.map(({ rule }) => rule)]),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'System Drift',
            semanticVersion: options.version,
            rules: ids.map((id) =>
              descriptorOf(
                id,
                options.rules.find((rule) => rule.id === id),
              ),
            ),
          },
        },
        columnKind: 'utf16CodeUnits',
        ...(options.repositoryUrl === undefined
          ? {}
          : {
              versionControlProvenance: [
                { repositoryUri: options.repositoryUrl, revisionId: report.comparison.head },
              ],
            }),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: report.gaps.map((gap) => ({
              level: 'warning',
              message: { text: message([gap.detail]) },
              descriptor: { id: gap.reason },
              ...(gap.path === null ? {} : { locations: [locationOf({ path: gap.path, line: null })] }),
            })),
          },
        ],
        results: report.findings.map((finding) => resultOf(finding, ids.indexOf(finding.rule))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptorOf(id: string, rule: Rule | undefined): object {
  if (!rule) return { id };
  return {
    id,
    shortDescription: { text: message([rule.summary]) },
    fullDescription: { text: message([rule.assumption]) },
    help: {
      text: message([`${rule.assumption} ${rule.verify}`]),
      markdown: `**${rule.assumption}**\n\n${rule.explanation}\n\n**Verify:** ${rule.verify}`,
    },
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: { tags: ['system-drift', rule.stage], 'problem.severity': problemSeverity(rule.severity) },
  };
}

function resultOf(finding: Finding, ruleIndex: number): object {
  const place = finding.head ?? finding.base;
  const before = finding.head && finding.base;
  const related = [
    ...(before ? [{ ...before, text: message(['before the change']) }] : []),
    ...finding.related.map(({ path, line, side, note }) => ({
      path,
      line,
      text: message(side === 'base' ? [...note, ' (before the change)'] : note),
    })),
  ];
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: levelOf(finding.severity),
    message: {
      text: message([
        ...sentence(finding.title),
        ' ',
        ...sentence(finding.assumption),
        ' Verify: ',
        ...sentence(finding.verify),
      ]),
    },
    ...(place ? { locations: [locationOf(place)] } : {}),
    ...(related.length > 0
      ? {
          relatedLocations: related.map(({ text, ...at }, index) => ({
            id: index + 1,
            ...locationOf(at),
            message: { text },
          })),
        }
      : {}),
    partialFingerprints: { 'systemDrift/v1': finding.fingerprint },
    suppressions: suppressionsOf(finding),
    properties: {
      id: finding.id,
      stage: `${stages.indexOf(finding.stage) + 1}. ${stageTitles[finding.stage]}`,
      severity: finding.severity,
      confidence: finding.confidence,
      change: finding.change,
    },
  };
}

/** An empty list says that it was looked at and nobody accepted it. */
function suppressionsOf({ acceptance }: Finding): readonly object[] {
  if (!acceptance) return [];
  const until = acceptance.until === null ? '' : ` (until ${acceptance.until})`;
  const justification = visible(`${acceptance.by}: ${acceptance.reason}${until}`);
  return [{ kind: 'external', status: 'accepted', justification }];
}

function locationOf({ path, line }: Place): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: urlPath(path), uriBaseId: '%SRCROOT%' },
      region: { startLine: line ?? 1 },
    },
  };
}

/**
 * Braces mean arguments in a SARIF message and are doubled (section 3.11.5); `[a](b)` means a link
 * (section 3.11.6) and has no escape outside of links, so it is taken apart.
 */
function message(value: Text): string {
  return value
    .map((piece) => visible(typeof piece === 'string' ? piece : piece.code))
    .join('')
    .replaceAll('](', '] (')
    .replace(/[{}]/g, '$&$&');
}

function levelOf(severity: Severity): Level {
  if (severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

function problemSeverity(severity: Severity): string {
  const level = levelOf(severity);
  return level === 'note' ? 'recommendation' : level;
}
